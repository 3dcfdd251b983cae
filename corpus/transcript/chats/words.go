package chats

import "strings"

// ownWords are messages that a messenger writes in somebody's name where it does
// not mark them: that a message was deleted or edited, or a picture left out.
var ownWords = phraseSet(`
this message was deleted
you deleted this message
this message was edited
this message was deleted by admin
waiting for this message
waiting for this message. this may take a while
image omitted
video omitted
audio omitted
sticker omitted
gif omitted
document omitted
contact card omitted
video note omitted
missed voice call
missed video call
started a thread
pinned a message
pinned a message to this channel
joined the server
joined the group
left the group
boosted the server
changed the channel icon
changed the group icon
null
diese nachricht wurde gelöscht
du hast diese nachricht gelöscht
diese nachricht wurde bearbeitet
bild weggelassen
video weggelassen
audio weggelassen
sticker weggelassen
gif weggelassen
dokument weggelassen
kontaktkarte ausgelassen
se eliminó este mensaje
este mensaje fue eliminado
eliminaste este mensaje
se editó este mensaje
imagen omitida
video omitido
vídeo omitido
audio omitido
sticker omitido
gif omitido
documento omitido
ce message a été supprimé
vous avez supprimé ce message
ce message a été modifié
image absente
vidéo absente
audio omis
sticker omis
gif retiré
document manquant
questo messaggio è stato eliminato
hai eliminato questo messaggio
questo messaggio è stato modificato
immagine omessa
video omesso
audio omesso
sticker non incluso
gif esclusa
documento omesso
mensagem apagada
esta mensagem foi apagada
você apagou esta mensagem
apagou esta mensagem
mensagem editada
imagem ocultada
vídeo omitido
áudio ocultado
figurinha omitida
documento omitido
dit bericht is verwijderd
u hebt dit bericht verwijderd
je hebt dit bericht verwijderd
dit bericht is bewerkt
afbeelding weggelaten
video weggelaten
audio weggelaten
sticker weggelaten
document weggelaten
данное сообщение удалено
вы удалили данное сообщение
сообщение изменено
изображение отсутствует
видео отсутствует
аудиофайл отсутствует
стикер отсутствует
це повідомлення видалено
ви видалили це повідомлення
bu mesaj silindi
bu mesajı sildiniz
bu mesaj düzenlendi
görüntü dahil edilmedi
video dahil edilmedi
ses dahil edilmedi
ta wiadomość została usunięta
usunięto tę wiadomość
wiadomość została edytowana
pominięto obraz
pominięto film
tato zpráva byla smazána
tuto zprávu jste smazali
det här meddelandet raderades
du raderade det här meddelandet
bild utelämnad
denne besked blev slettet
du slettede denne besked
denne meldingen ble slettet
du slettet denne meldingen
tämä viesti poistettiin
poistit tämän viestin
pesan ini telah dihapus
pesan ini dihapus
anda menghapus pesan ini
gambar tidak disertakan
video tidak disertakan
ez az üzenet törölve lett
acest mesaj a fost șters
αυτό το μήνυμα διαγράφηκε
تم حذف هذه الرسالة
حذفت هذه الرسالة
تم استبعاد الصورة
הודעה זו נמחקה
מחקת הודעה זו
यह मैसेज डिलीट कर दिया गया
आपने यह मैसेज डिलीट कर दिया
このメッセージは削除されました
メッセージを削除しました
画像は含まれていません
삭제된 메시지입니다
이 메시지를 삭제했습니다
此消息已删除
您已删除此消息
此訊息已刪除
您已刪除此訊息
图像已忽略
圖片已略去
`)

func phraseSet(lines string) map[string]bool {
	set := make(map[string]bool)
	for line := range strings.Lines(lines) {
		if line = strings.TrimSpace(line); line != "" {
			set[line] = true
		}
	}
	return set
}
