package discord

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"sync"
	"time"

	"github.com/bwmarrin/discordgo"

	"rapporteur/bot"
)

// identifyEvery is how far apart two identifications of one lane must be, with
// some room for the network.
const identifyEvery = 5*time.Second + 250*time.Millisecond

// A gatewayInfo is what Discord says of its gateway and of how often the bot
// may still identify.
type gatewayInfo struct {
	URL    string `json:"url"`
	Shards int    `json:"shards"`
	Limit  *struct {
		Remaining      int   `json:"remaining"`
		ResetAfter     int64 `json:"reset_after"` // milliseconds
		MaxConcurrency int   `json:"max_concurrency"`
	} `json:"session_start_limit"`
}

// gateway asks for it. A proxy may know the older address only, which gives
// no limits.
func (c *Client) gateway(ctx context.Context) (gatewayInfo, error) {
	var info gatewayInfo
	err := c.do(ctx, request{method: http.MethodGet, path: "gateway/bot", out: &info})
	if refused := (*bot.RequestError)(nil); errors.As(err, &refused) && refused.Status == http.StatusNotFound {
		err = c.do(ctx, request{method: http.MethodGet, path: "gateway", out: &info})
	}
	if err != nil {
		return info, fmt.Errorf("ask for the gateway: %w", err)
	}
	return info, nil
}

// slotEvery is how often a slot is asked for that another process has.
const slotEvery = 500 * time.Millisecond

// A gate lets the shards identify, as many at a time and as often as Discord
// allows: those of a process, and of all where they share a store.
type gate struct {
	client *Client
	slots  Slots // nil where there is one process
	log    *slog.Logger

	mu    sync.Mutex
	lanes map[int]*lane
}

// A lane is what some of the shards have to identify in, one at a time: those
// whose number leaves the same rest when divided by max_concurrency.
type lane struct {
	held chan struct{}
	last time.Time
}

// enter waits until a shard may identify, and returns where. The shard calls
// leave once it has, or has not been able to.
func (g *gate) enter(ctx context.Context, shard int) (address string, leave func(identified bool), err error) {
	info, err := g.client.gateway(ctx)
	for err == nil && info.Limit != nil && info.Limit.Remaining <= 0 {
		wait := min(max(time.Duration(info.Limit.ResetAfter)*time.Millisecond, time.Second), 24*time.Hour)
		g.log.Warn("the identifications of the day are used up", "wait", wait)
		if !sleep(ctx, wait) {
			return "", nil, ctx.Err()
		}
		info, err = g.client.gateway(ctx)
	}
	if err != nil {
		return "", nil, err
	}
	if address, err = g.client.gatewayAddress(info.URL); err != nil {
		return "", nil, err
	}
	most := 1
	if info.Limit != nil {
		most = max(1, info.Limit.MaxConcurrency)
	}
	l := g.lane(shard % most)
	select {
	case l.held <- struct{}{}:
	case <-ctx.Done():
		return "", nil, ctx.Err()
	}
	if !sleep(ctx, time.Until(l.last.Add(identifyEvery))) || !g.slot(ctx, shard%most) {
		<-l.held
		return "", nil, ctx.Err()
	}
	return address, func(identified bool) {
		if identified {
			l.last = time.Now()
		}
		<-l.held
	}, nil
}

// slot waits until no other process has identified in a lane lately, and reports
// whether it could. A store that does not answer keeps nobody waiting: at worst
// Discord refuses the session, and another is asked for.
func (g *gate) slot(ctx context.Context, lane int) bool {
	for g.slots != nil {
		taken, err := g.slots.TakeChore(ctx, fmt.Sprintf("identify %d", lane), identifyEvery)
		if err != nil && ctx.Err() == nil {
			g.log.Warn("asking when to identify", "error", err)
		}
		if taken || err != nil {
			break
		}
		if !sleep(ctx, slotEvery) {
			return false
		}
	}
	return ctx.Err() == nil
}

func (g *gate) lane(n int) *lane {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.lanes == nil {
		g.lanes = map[int]*lane{}
	}
	if g.lanes[n] == nil {
		g.lanes[n] = &lane{held: make(chan struct{}, 1)}
	}
	return g.lanes[n]
}

// gatewayAddress checks an address that Discord has given for the gateway. The
// token is sent there, so that it goes without TLS to this machine only.
func (c *Client) gatewayAddress(said string) (string, error) {
	u, err := url.Parse(said)
	if err != nil || u.Host == "" || u.User != nil || len(said) > longestAddress {
		return "", fmt.Errorf("%w: no address of a gateway", errGateway)
	}
	if u.Scheme != "wss" && (u.Scheme != "ws" || !loopback(u.Hostname())) {
		return "", fmt.Errorf("%w: the gateway at %q is without TLS on another machine", errGateway, u.Hostname())
	}
	if u.Path == "" {
		u.Path = "/"
	}
	u.RawQuery = "v=" + discordgo.APIVersion + "&encoding=json"
	return u.String(), nil
}
