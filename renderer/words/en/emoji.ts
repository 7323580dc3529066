/** Signs and the words they are found by. Small on purpose: what is not here comes from the system's own picker. */
const list = `
😀 grinning face happy
😄 laughing eyes happy
😁 beaming smile
😅 sweat smile relief
😂 tears of joy laugh
🙂 slight smile
😉 wink
😊 blush smile warm
😇 halo innocent angel
🥰 hearts love
😍 heart eyes love
🤩 star struck wow
😋 yum tasty
😎 sunglasses cool
🤓 nerd glasses
🤔 thinking hmm
🤨 raised eyebrow doubt
😐 neutral
😏 smirk
😌 relieved calm
😴 sleeping tired
🤗 hug
🤭 oops hand over mouth
🤫 quiet secret
😬 grimace awkward
🙄 rolling eyes
😮 surprised open mouth
😲 astonished
🤯 mind blown
😳 flushed embarrassed
🥺 pleading
😢 crying sad
😭 sobbing sad
😞 disappointed
😕 confused
😟 worried
😱 scream shock
😤 determined steam
😡 angry
🤒 ill sick thermometer
🥳 party celebrate
👋 wave hello goodbye
👍 thumbs up yes agree
👎 thumbs down no
👌 ok hand fine
✌️ victory peace
🤞 fingers crossed luck
🤝 handshake deal agreement
👏 clap applause well done
🙌 raised hands hooray
🙏 thanks folded hands hope
💪 strong muscle
👉 pointing right
👈 pointing left
👆 pointing up
👇 pointing down
☝️ index finger up
✍️ writing hand sign
🤙 call me hand
👀 eyes look
🧠 brain idea
❤️ red heart love
🧡 orange heart
💛 yellow heart
💚 green heart
💙 blue heart
💜 purple heart
🖤 black heart
💔 broken heart
💯 hundred full score
✅ check done yes
☑️ checked box
✔️ check mark
❌ cross no wrong
❗ exclamation important
❓ question
⚠️ warning care
🚫 forbidden no
⛔ stop no entry
ℹ️ information
⭐ star
🌟 glowing star
✨ sparkles new
🔥 fire hot
💥 bang collision
⚡ lightning fast
🎉 party popper celebrate
🎊 confetti celebrate
🎁 gift present
🏆 trophy win
🥇 gold medal first
🎯 target goal
🚀 rocket launch
📈 chart up growth
📉 chart down decline
📊 bar chart figures
💰 money bag
💶 euro money
💵 dollar money
💳 credit card payment
🧾 receipt invoice
💼 briefcase business
📁 folder
📄 page document
📝 memo note
📋 clipboard list
📎 paperclip attachment
📌 pin
📍 place location pin
✏️ pencil
🖊️ pen sign
📅 calendar date
🗓️ calendar week
⏰ alarm clock time
⏳ hourglass waiting
⌛ hourglass done
🕐 clock time
📞 telephone call
📱 mobile phone
💻 laptop computer
🖥️ desktop computer screen
🖨️ printer
📧 e-mail
✉️ envelope letter
📨 incoming mail
📤 outbox sent
📥 inbox received
📦 package parcel delivery
🚚 truck delivery shipping
🏢 office building company
🏭 factory
🏠 house home
🌍 world earth europe
✈️ plane flight travel
🚆 train travel
🚗 car drive
🏖️ beach holiday
☀️ sun sunny
🌤️ sun cloud weather
🌧️ rain weather
❄️ snow winter
🌱 seedling growth
🌳 tree
🌹 rose flower
💐 flowers bouquet
☕ coffee
🍵 tea
🍕 pizza
🍽️ lunch dinner plate
🍰 cake
🎂 birthday cake
🍾 champagne celebrate
🥂 cheers glasses toast
🍺 beer
🍷 wine
💡 idea light bulb
🔍 search magnifier
🔑 key
🔒 lock closed secure
🔓 lock open
🔗 link chain
🔧 wrench fix tool
⚙️ gear settings
🧩 puzzle piece part
🛒 shopping cart order
📣 megaphone announce
🔔 bell reminder
💬 speech bubble talk
💭 thought
🗣️ speaking
👥 people team
👤 person
🙋 raising hand question
🤷 shrug unknown
🤦 facepalm
🎓 graduation training
🎵 music note
📷 camera photo
🎬 clapper video
⬆️ arrow up
⬇️ arrow down
➡️ arrow right
⬅️ arrow left
🔄 arrows again refresh
➕ plus add
➖ minus
🔴 red circle
🟠 orange circle
🟡 yellow circle
🟢 green circle
🔵 blue circle
`

export const emoji: readonly (readonly [sign: string, name: string])[] = list
  .trim()
  .split('\n')
  .map((line) => {
    const at = line.indexOf(' ')
    return [line.slice(0, at), line.slice(at + 1)]
  })
