# Script cards. Points of one message are parted by " | ".
script-card = Script
script-which = Which card
script-flow = Flow
script-words = Standard phrases
script-manners = Etiquette
script-answer = Answer
script-codes = Result codes
script-note = The texts come with the product; a company cannot rewrite them yet.

script-first = First call
script-first-flow = Give your company and name, and make sure who is on the phone | Say how you know of them, and ask whether it is a good moment | Ask one or two questions only, and listen to how the shop does | Agree on a day to meet or to call again | Note what was said as soon as you hang up
script-first-words = Good morning, am I speaking with the manager of { $shop }? My name is … of …. | May I take a minute of your time? Is it a good moment? | I will not offer anything yet. What does your shop miss most at present? | Would Wednesday morning or Thursday afternoon suit you for a visit?
script-first-manners = If they are busy, ask when to call again and do not press on. | No prices in a first call, and be done in three minutes. | If they do not want to be contacted, accept it at once and set “Consent to be contacted” to “Refused” in the file.

script-invite = Invitation
script-invite-flow = Begin with what you talked about last time | Give a reason to come and see: new goods, a sample, an event | Offer two times and let them choose one | Say where it is, who will be there and how long it takes | Remind them the day before
script-invite-words = I kept in mind what you told me last time, and there is news. | The samples have come. Try them yourself; you need not buy. | Saturday morning or Sunday afternoon: which suits you? I will keep it free.
script-invite-manners = Arrange one thing in a call, and do not explain all goods on the phone. | If they move the day, thank them for telling you and agree on another at once. | Be there before the agreed time.

script-push = Towards the order
script-push-flow = Repeat what they want and ask whether it is right | Ask what is still open | Settle one point after the other, and have each confirmed | Ask for a small decision: which one, which day | Read quantity, amount and day aloud
script-push-words = You want these, and this matters most to you. Is that right? | Is there anything else that keeps you from deciding? | Once that is settled, shall we fix the day? | I will put it aside for you and deliver on Friday morning. Is that all right?
script-push-manners = When you have said it, be silent and let them speak first. | Do not make a case of the faults of others. | Promise nothing that you cannot do, and note what you promise.

script-remind = Past its day
script-remind-flow = Do not ask why they have not bought; ask how they are | Ask whether their plan has changed, and in what | Set day and amount anew by how it is now | If it stays open, agree on the day of the next call
script-remind-words = You meant to decide about now. Is there anything I can help with? | Is it the time, or is something else on your mind? Please say it openly. | Then let us say the end of the month, and I call you on the 25th. Is that all right?
script-remind-manners = Do not say “but you promised”. | Ask everything in one call instead of pressing each day. | Note the new day and amount the same day.

script-care = Care after closing
script-care-flow = Thank them, and ask whether they got home well and all is there | Ask how it does, and for a mark with its reason | If something is wrong, apologise first, then say who does what by when | Remind them of upkeep and whom to call for service | Once they are content, ask whom they could introduce
script-care-words = Thank you for choosing us. Did you get home well, and is everything there? | Out of ten, how many points would you give us? What is missing? | I have noted it and will call you back by tomorrow evening. | If somebody you know could use it too, please introduce me; I will take good care of them.
script-care-manners = Care first, requests later. | Let them finish a complaint, and do not argue who is right. | Call back when you said you would.

script-keep = Keeping the base
script-keep-flow = Ask how the shop and the family are | Ask how the last goods do and what is left of them | Tell one thing of use to them: new goods, a holiday, the market | Ask for new plans, and open an opportunity if there are some | Agree on the day of the next call
script-keep-words = We have not spoken for a while. How is business? | Do the last goods serve you well? Shall I see what you need to restock? | There is an event next month, and I am keeping a place for you.
script-keep-manners = Do not sell in every call. | Remember their birthday, the holidays and what they told you. | What an old customer asks is done and answered the same day.

script-win-back = Win back
script-win-back-flow = Say first that you are not selling and want to hear the reason | Ask why they did not choose us then, and how it does now | Say honestly what we have changed | If they are interested, agree on a day; if not, thank them and ask when to call again
script-win-back-words = We could not help you last time. What did we do badly? | Are you content with what you have now? Is anything missing? | We have changed what you told us of. May I show you one of these days?
script-win-back-manners = Respect their choice, and do not speak ill of the other seller. | Stop when they have had enough. | No such calls to anyone who refused to be contacted.

script-thaw = Frozen, taken up again
script-thaw-flow = Read first why it was put aside | Begin with the agreed time, which has come | Ask what has changed: money, time, who decides | If something has, set day and amount anew and reopen it | If nothing has, agree on another day
script-thaw-words = You asked me to come back about now, so I am calling. | Has anything changed on your side? | If you need to wait longer, in which month may I ask again?
script-thaw-manners = Call on the agreed day, or at most two days off. | Go on from where you stopped; do not begin from the start. | If it is put aside again, write down why and until when.

answer-instinct = They refuse the call, not your goods: agree first, do not argue. | Say in one sentence what is in it for them, in a minute. | “Most people say so at first. Let me tell you one thing, and then decide.”
answer-product = Fewer figures; let them see and try. | Take a shop like theirs as the example. | “Seeing is better than telling: I bring samples, and in ten minutes you know.”
answer-trust = Show proof: licences, samples, the numbers of old customers. | Ask for little the first time, and let them try. | “Do not take my word for it: here are two who use it. Please ask them.”
answer-undecided = Find the one condition that is missing, and talk of that alone. | Leave two choices and a sensible date. | “What is still missing for you? Once that is clear, which would you choose?”
answer-compare = Agree that they compare, and help them with what: price, quality, delivery, returns. | Agree on the day on which you talk again. | “You should compare. Look at these four, and on Friday tell me what you found.”
answer-money = Find out whether there is no money, or whether it seems not worth it. | Less, in parts, or a cheaper one; never talk anybody into debt. | “Then take a little and add to it once it sells. When would be a better time?”
