import { expect, it } from 'vitest'
import { readSalesMails } from '../../training/sales-mails.ts'
import { languageOf } from './language.ts'

it('tells the language of the mails to learn from, and takes none for another', () => {
  const mails = readSalesMails('train')
  const said = mails.map(({ subject, text, language }) => ({
    given: language,
    found: languageOf(`${subject}\n${text}`)
  }))
  expect(said.filter(({ given, found }) => found === given).length / said.length).toBeGreaterThan(0.97)
  expect(said.filter(({ given, found }) => found !== null && found !== given).length).toBeLessThanOrEqual(2)
})
it('is sure of short texts', () => {
  expect(languageOf('Please call me')).toBe('en')
  expect(languageOf('Bitte rufen Sie mich an')).toBe('de')
  expect(languageOf('Merci de me rappeler')).toBe('fr')
  expect(languageOf('Por favor, llámeme mañana')).toBe('es')
})
const others = [
  'Gentile signora, la ringrazio per la sua offerta, ma il prezzo è troppo alto per noi.',
  'Geachte heer, kunt u ons een offerte sturen voor de nieuwe machine? Met vriendelijke groet',
  'Prezado senhor, gostaria de receber um orçamento para vinte unidades. Obrigado',
  'Hej, jag undrar om ni kan skicka en offert till oss. Med vänliga hälsningar',
  'Kære Anders, tak for din mail. Jeg vender tilbage i morgen med et tilbud.',
  'Dzień dobry, proszę o przesłanie oferty na dwadzieścia sztuk. Pozdrawiam',
  'Bonjour a tots, gràcies per la vostra oferta, però no és el que volem nosaltres',
  'Merhaba, bize bir teklif gönderebilir misiniz? Teşekkürler',
  'Здравствуйте, пришлите, пожалуйста, предложение на двадцать штук.',
  '您好，请给我们发一份二十台的报价单。谢谢',
  'こんにちは、見積もりを送ってください。よろしくお願いします。',
  'مرحبا، يرجى إرسال عرض أسعار لعشرين وحدة. شكرا',
  'xkcd qwrt zzpl mnbv',
  '12 34 56 78 90',
  'ok'
]
for (const text of others)
  it(`does not read: ${text.slice(0, 30)}`, () => expect(languageOf(text)).toBeNull())
it('ends in time for 5 MB', () => {
  const before = performance.now()
  languageOf('a'.repeat(5_000_000))
  languageOf('la de un '.repeat(500_000))
  expect(performance.now() - before).toBeLessThan(3000)
})
