# A static program, the roots of trust, fonts for pictures, and nothing else: no
# shell, no root.
#
#	docker build -t rapporteur .
#	docker run -e DISCORD_TOKEN=… -v rapporteur:/data rapporteur
#
# /data is the working folder: the store is kept there unless
# RAPPORTEUR_STORE says otherwise.
FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -ldflags="-s -w" -o rapporteur ./cmd/rapporteur
RUN mkdir /data

# The scripts that the type of the program lacks: most of them, and Han, kana and
# Hangul in one font of 4 MB. /fonts also has their licences.
RUN apt-get update && apt-get install -y --no-install-recommends fonts-noto-core fonts-droid-fallback \
	&& mkdir /fonts && cd /usr/share/fonts/truetype \
	&& cp noto/NotoSans*-Regular.ttf noto/NotoSans*-Bold.ttf droid/DroidSansFallbackFull.ttf /fonts \
	&& rm /fonts/NotoSansSignWriting-* /fonts/NotoSansMono-* \
	&& for font in noto-core droid-fallback; do cp "/usr/share/doc/fonts-$font/copyright" "/fonts/$font.txt"; done

FROM scratch
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=build /fonts /usr/share/fonts
COPY --from=build /src/rapporteur /rapporteur
COPY --from=build --chown=65532:65532 /data /data
USER 65532:65532
WORKDIR /data
VOLUME /data
ENV TMPDIR=/data
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s CMD ["/rapporteur", "health"]
ENTRYPOINT ["/rapporteur"]
CMD ["serve"]
