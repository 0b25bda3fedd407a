/**
 * What the doors say is wrong with what was sent, in Kazakh and Russian: by the English sentence, in which a name in braces stands
 * for a value. A sentence that is not here is shown as the door said it, as English. Loaded where something can be sent.
 */
import type { Language, Said } from '../language.ts';

type Words = { readonly kk: string; readonly ru: string };

/** Longer sentences stand before those that are their beginning. */
export const faultWords: Readonly<Record<string, Words>> = {
  'is missing: a claim that differs says which value': {
    kk: 'Басқаша айтқан дереккөздің мәнін көрсету керек.',
    ru: 'Нужно указать значение, которое называет несогласный источник.',
  },
  'is missing: only an unverified place needs none': {
    kk: 'Дереккөзін көрсету керек: ол тексерілмеген жерге ғана қажет емес.',
    ru: 'Нужно указать источник: он не нужен только непроверенному месту.',
  },
  'is missing': { kk: 'Мұны көрсету керек.', ru: 'Это нужно указать.' },
  'is empty': { kk: 'Мұны толтыру керек.', ru: 'Это нужно заполнить.' },
  'is needed to expunge': {
    kk: 'Біржола өшіру үшін себебін көрсету керек.',
    ru: 'Чтобы удалить безвозвратно, нужно указать причину.',
  },
  'is not a field of this record': { kk: 'Жазбада мұндай өріс жоқ.', ru: 'В записи нет такого поля.' },
  'does not belong here': { kk: 'Мұның орны бұл жерде емес.', ru: 'Здесь этому не место.' },
  'may not stand here': { kk: 'Бұл жерде тұра алмайды.', ru: 'Здесь это стоять не может.' },
  'is not what may stand here': {
    kk: 'Бұл жерде мұндай мән бола алмайды.',
    ru: 'Такого значения здесь быть не может.',
  },
  'is not an object': { kk: 'Өрістері бар жазба болуы керек.', ru: 'Это должна быть запись с полями.' },
  'is not a whole number': { kk: 'Бүтін сан жазыңыз.', ru: 'Напишите целое число.' },
  'is not of type {type}': {
    kk: 'Мән түрі басқа болуы керек: {type}',
    ru: 'Значение должно быть другого типа: {type}',
  },
  'is none of {values}': { kk: 'Мыналардың бірі болуы керек: {values}', ru: 'Должно быть одно из: {values}' },
  'has more than {most} members': {
    kk: 'Тізім тым ұзын. Ең көбі: {most}',
    ru: 'Список слишком длинный. Самое большее: {most}',
  },
  'has fewer than {least} members': {
    kk: 'Тізім тым қысқа. Ең азы: {least}',
    ru: 'Список слишком короткий. Самое меньшее: {least}',
  },
  'is more than {most} characters': {
    kk: 'Мәтін тым ұзын. Таңба саны, ең көбі: {most}',
    ru: 'Текст слишком длинный. Знаков самое большее: {most}',
  },
  'is longer than {most} characters': {
    kk: 'Мәтін тым ұзын. Таңба саны, ең көбі: {most}',
    ru: 'Текст слишком длинный. Знаков самое большее: {most}',
  },
  'is more than {most}': { kk: 'Тым көп. Ең көбі: {most}', ru: 'Слишком много. Самое большее: {most}' },
  'is less than {least}': { kk: 'Тым аз. Ең азы: {least}', ru: 'Слишком мало. Самое меньшее: {least}' },
  'is too long': { kk: 'Мәтін тым ұзын.', ru: 'Текст слишком длинный.' },
  'has a name of more than {most} characters': {
    kk: 'Өріс атауы тым ұзын. Таңба саны, ең көбі: {most}',
    ru: 'Имя поля слишком длинное. Знаков самое большее: {most}',
  },
  'has a name that {fault}': { kk: 'Атауы дұрыс емес: {fault}', ru: 'Неверное имя: {fault}' },
  'is not a name that can be kept': { kk: 'Мұндай атауды сақтауға болмайды.', ru: 'Такое имя сохранить нельзя.' },
  'is nested more than {most} deep': {
    kk: 'Бір-бірінің ішіне тым терең салынған. Ең көбі: {most}',
    ru: 'Слишком глубокая вложенность. Самое большее: {most}',
  },
  'is a number beyond 2^53 - 1': { kk: 'Сан тым үлкен.', ru: 'Число слишком большое.' },
  'is a number too small to be kept': { kk: 'Сан тым кіші.', ru: 'Число слишком маленькое.' },
  'has a lone surrogate': { kk: 'Мәтінде бүлінген таңба бар.', ru: 'В тексте есть повреждённый знак.' },
  'has a control character other than a tab or a line feed': {
    kk: 'Мәтінде көрінбейтін басқару таңбасы бар.',
    ru: 'В тексте есть невидимый управляющий знак.',
  },
  'has a character that turns the direction of what follows (U+202A to U+202E)': {
    kk: 'Мәтінде жазу бағытын өзгертетін көрінбейтін таңба бар.',
    ru: 'В тексте есть невидимый знак, меняющий направление письма.',
  },
  'has an isolate of direction (U+2066 to U+2069) that is not ended in its line': {
    kk: 'Мәтінде жазу бағытын өзгертетін, жолында аяқталмаған көрінбейтін таңба бар.',
    ru: 'В тексте есть невидимый знак направления письма, не закрытый в своей строке.',
  },
  'is not in the normal form NFC': {
    kk: 'Әріптері құрамдас түрде жазылмаған.',
    ru: 'Буквы записаны не в составной форме.',
  },
  'is not a BCP 47 language tag such as kk or kk-Latn': {
    kk: 'Тілдің белгісін жазыңыз, мысалы «kk».',
    ru: 'Напишите обозначение языка, например «kk».',
  },
  'needs at least one language': { kk: 'Кемінде бір тілде жазыңыз.', ru: 'Напишите хотя бы на одном языке.' },
  'is not an EDTF date (level 0–1) such as 2017-05 or 2017-05-04?': {
    kk: 'Күнін жазыңыз, мысалы «2017-05» немесе «2017-05-04».',
    ru: 'Напишите дату, например «2017-05» или «2017-05-04».',
  },
  'is not a year, month or day such as 2017, 2017-05 or 2017-05-04': {
    kk: 'Жылды, айды немесе күнді жазыңыз, мысалы «2017-05».',
    ru: 'Напишите год, месяц или день, например «2017-05».',
  },
  'is not a year such as 2019': { kk: 'Жылды жазыңыз, мысалы «2019».', ru: 'Напишите год, например «2019».' },
  'is not in the calendar': { kk: 'Күнтізбеде мұндай күн жоқ.', ru: 'В календаре нет такого дня.' },
  'is after to': { kk: 'Басы соңынан кейін тұр.', ru: 'Начало позже конца.' },
  'is not a time such as 2026-03-21T09:00:00+05:00 (RFC 3339)': {
    kk: 'Күні мен уақытын белдеуімен көрсетіңіз.',
    ru: 'Укажите день и время с часовым поясом.',
  },
  'is not in the future': { kk: 'Бұл уақыт өтіп кетті.', ru: 'Это время уже прошло.' },
  'is not an IANA time zone such as Asia/Almaty': {
    kk: 'Уақыт белдеуін жазыңыз, мысалы «Asia/Almaty».',
    ru: 'Напишите часовой пояс, например «Asia/Almaty».',
  },
  'is not an ISO 3166-1 alpha-3 code such as KAZ': {
    kk: 'Елдің үш әріпті кодын жазыңыз, мысалы «KAZ».',
    ru: 'Напишите трёхбуквенный код страны, например «KAZ».',
  },
  'is not an http or https address': {
    kk: '«https://» деп басталатын мекенжай жазыңыз.',
    ru: 'Напишите адрес, начинающийся с «https://».',
  },
  'is not a slug such as astana-syria-04': {
    kk: 'Кіші латын әріптерімен, цифрлармен және сызықшамен жазыңыз, мысалы «astana-syria-04».',
    ru: 'Напишите строчными латинскими буквами, цифрами и дефисами, например «astana-syria-04».',
  },
  'is not a name such as settled-by-agreement': {
    kk: 'Кіші латын әріптерімен және сызықшамен жазыңыз, мысалы «settled-by-agreement».',
    ru: 'Напишите строчными латинскими буквами и дефисами, например «settled-by-agreement».',
  },
  'is not the name of an identifier such as pax': {
    kk: 'Сәйкестендіргіштің атауын жазыңыз, мысалы «pax».',
    ru: 'Напишите имя идентификатора, например «pax».',
  },
  'is not a source id such as s1': {
    kk: 'Дереккөздің белгісін жазыңыз, мысалы «s1».',
    ru: 'Напишите обозначение источника, например «s1».',
  },
  'is not a JSON Pointer such as /period': {
    kk: 'Жазбадағы орнын жазыңыз, мысалы «/period».',
    ru: 'Напишите место в записи, например «/period».',
  },
  'is not a record such as round#astana-syria-04': {
    kk: 'Жазбаны көрсетіңіз, мысалы «round#astana-syria-04».',
    ru: 'Укажите запись, например «round#astana-syria-04».',
  },
  'is not a SHA-256 in lower-case hex': { kk: 'Файлдың хеші дұрыс емес.', ru: 'Неверный хеш файла.' },
  'is not an id': { kk: 'Жазбаның белгісі дұрыс емес.', ru: 'Неверное обозначение записи.' },
  'is not the id in the address': { kk: 'Мекенжайдағы белгіден басқаша.', ru: 'Не совпадает с обозначением в адресе.' },
  'is not the type in the address': { kk: 'Мекенжайдағы түрден басқаша.', ru: 'Не совпадает с типом в адресе.' },
  'is not the id of a record that can be imported': {
    kk: 'Мұндай белгісі бар жазбаны импорттауға болмайды.',
    ru: 'Запись с таким обозначением нельзя импортировать.',
  },
  'is made by the server': { kk: 'Белгіні сервер береді.', ru: 'Обозначение даёт сервер.' },
  'is owned by the server and has another value': {
    kk: 'Бұл өрісті сервер жүргізеді, мәні басқа.',
    ru: 'Это поле ведёт сервер, и значение у него другое.',
  },
  'is not how PUT creates': {
    kk: 'Таратылуы шектелген жазба бұлай құрылмайды.',
    ru: 'Запись ограниченного распространения так не создаётся.',
  },
  'is not what is created here: PUT creates unclassified records': {
    kk: 'Бұл жерде таратылуы шектелген жазбалар ғана құрылады.',
    ru: 'Здесь создаются только записи ограниченного распространения.',
  },
  'is not how a record can be imported': {
    kk: 'Таратылуы шектелген жазбаны импорттауға болмайды.',
    ru: 'Запись ограниченного распространения импортировать нельзя.',
  },
  'is restricted: what is released is unclassified': {
    kk: 'Таратылуы шектелген: тек шектеусіз жазба жарияланады.',
    ru: 'Ограниченного распространения: публикуется только то, что без ограничений.',
  },
  'is not for what the public sees already: retract it first': {
    kk: 'Бұл жарияланып қойған: алдымен жарияланымнан алыңыз.',
    ru: 'Это уже опубликовано: сначала снимите с публикации.',
  },
  'names no record that can be referred to here': {
    kk: 'Мұнда көрсетуге болатын мұндай жазба жоқ.',
    ru: 'Нет такой записи, на которую здесь можно сослаться.',
  },
  'names a record that does not exist yet': { kk: 'Көрсетілген жазба әлі жоқ.', ru: 'Названной записи ещё нет.' },
  'names a record that the public does not see': {
    kk: 'Көрсетілген жазба жарияланбаған.',
    ru: 'Названная запись не опубликована.',
  },
  '{record} is not released': { kk: '{record}: жарияланбаған', ru: '{record}: не опубликовано' },
  'names more than {most} other records': {
    kk: 'Басқа жазбаларға сілтеме тым көп. Ең көбі: {most}',
    ru: 'Слишком много ссылок на другие записи. Самое большее: {most}',
  },
  'refers to the record itself': { kk: 'Жазба өзіне сілтеп тұр.', ru: 'Запись ссылается сама на себя.' },
  'names the party itself': { kk: 'Тараптың өзі көрсетілген.', ru: 'Названа сама эта сторона.' },
  'names no source of this record': { kk: 'Жазбада мұндай дереккөз жоқ.', ru: 'В записи нет такого источника.' },
  'names no other measure of this caseload': {
    kk: 'Бұл көрсеткіштерде мұндай өлшем жоқ.',
    ru: 'В этих показателях нет такой величины.',
  },
  'names no party that can consent': {
    kk: 'Рұқсат бере алатын мұндай тарап жоқ.',
    ru: 'Нет такой стороны, которая может дать согласие.',
  },
  'names no file that was sent for this language': {
    kk: 'Бұл тілде мұндай файл жіберілмеген.',
    ru: 'Для этого языка такой файл не отправляли.',
  },
  'is gone': { kk: 'Бұл жазба енді жоқ.', ru: 'Этой записи больше нет.' },
  'was merged into another record itself, or is so to the public': {
    kk: 'Бұл жазбаның өзі басқа жазбаға біріктірілген.',
    ru: 'Эта запись сама объединена с другой.',
  },
  'stands twice in this list': { kk: 'Тізімде екі рет тұр.', ru: 'Стоит в списке дважды.' },
  'stands twice': { kk: 'Екі рет тұр.', ru: 'Стоит дважды.' },
  'stands more than once': { kk: 'Бірнеше рет тұр.', ru: 'Стоит больше одного раза.' },
  'stands for different contents: lines {lines}': {
    kk: 'Бір белгіде әртүрлі мазмұн тұр. Жолдар: {lines}',
    ru: 'Под одним обозначением разное содержание. Строки: {lines}',
  },
  'appears twice in this round': { kk: 'Раундта екі рет тұр.', ru: 'Стоит в раунде дважды.' },
  'is not impartial: {party} is a party here': {
    kk: 'Медиатор бейтарап болуы керек. Осы раундтағы тарап: {party}',
    ru: 'Посредник должен быть беспристрастен. Сторона этого раунда: {party}',
  },
  'is {role}, and {party} is a party here: kept as {instead}': {
    kk: 'Осы раундтағы тарап: {party}. Рөлі: {role}. Сақталған рөлі: {instead}',
    ru: 'Сторона этого раунда: {party}. Роль: {role}. Сохранена как: {instead}',
  },
  'is {stated}, and {found} positions say so': {
    kk: 'Көрсетілгені: {stated}. Ұстанымдар саны: {found}',
    ru: 'Указано: {stated}. Таких позиций: {found}',
  },
  'is the id of another source of this record': {
    kk: 'Жазбаның басқа дереккөзі осылай белгіленген.',
    ru: 'Так обозначен другой источник этой записи.',
  },
  'does not belong to a claim that supports what was adopted': {
    kk: 'Қабылданғанды растайтын дереккөзге бөлек мән керек емес.',
    ru: 'Источнику, который подтверждает принятое, своё значение не нужно.',
  },
  'needs a party or a signatory': { kk: 'Тарапты не қол қоюшыны көрсетіңіз.', ru: 'Укажите сторону или подписавшего.' },
  'needs either a value, or low and high': {
    kk: 'Не мәнін, не төменгі және жоғарғы шегін көрсетіңіз.',
    ru: 'Укажите либо значение, либо нижнюю и верхнюю границу.',
  },
  'is below low': { kk: 'Төменгі шегінен кіші.', ru: 'Меньше нижней границы.' },
  'changes {edges} memberships at once, at most {most}': {
    kk: 'Бірден өзгерген мүшеліктер: {edges}. Ең көбі: {most}',
    ru: 'Членств изменено за раз: {edges}. Самое большее: {most}',
  },
  'begins or ends with a dot or a space': {
    kk: 'Басы не соңы нүкте немесе бос орын болмауы керек.',
    ru: 'В начале и в конце не должно быть точки и пробела.',
  },
  'has a character that no file name may have': {
    kk: 'Файл атауында болмайтын таңба бар.',
    ru: 'Есть знак, которого не бывает в имени файла.',
  },
  'is the name of a device': { kk: 'Файлды бұлай атауға болмайды.', ru: 'Так файл назвать нельзя.' },
  'does not end as a file of the kind {kind} does': {
    kk: 'Файл атауының соңы түріне сай емес: {kind}',
    ru: 'Окончание имени файла не подходит к его виду: {kind}',
  },
  'is not {version}, the version of the current content': {
    kk: 'Мазмұнның қазіргі нұсқасы: {version}',
    ru: 'Текущая версия содержания: {version}',
  },
  'is not the number of a version': { kk: 'Нұсқаның нөмірін көрсетіңіз.', ru: 'Укажите номер версии.' },
  'is not the number of a revision': { kk: 'Нұсқаның нөмірін көрсетіңіз.', ru: 'Укажите номер редакции.' },
  'is none that was given out for this body': {
    kk: 'Тізім өзгерген: басынан бастаңыз.',
    ru: 'Список изменился: начните сначала.',
  },
  'is none that was given out here': {
    kk: 'Тізім өзгерген: басынан бастаңыз.',
    ru: 'Список изменился: начните сначала.',
  },
  'is not one that this reading gave': {
    kk: 'Тізімнің бұл жері жоқ. Тізімді басынан ашыңыз.',
    ru: 'Такого места в списке нет. Откройте список с начала.',
  },
  'is not a parameter here': { kk: 'Мекенжайда мұндай мән болмайды.', ru: 'Такого значения в адресе не бывает.' },
  'is not a number from 1 to {most}': {
    kk: '1-ден басталатын сан жазыңыз. Ең көбі: {most}',
    ru: 'Напишите число от 1. Самое большее: {most}',
  },
  'does not go with If-Match': { kk: 'Қай нұсқа екені екі түрлі айтылған.', ru: 'О версии сказано двояко.' },
  'is not one strong entity tag such as "3"': {
    kk: 'Нұсқаның белгісі дұрыс емес.',
    ru: 'Неверное обозначение версии.',
  },
  'says neither draft nor public': { kk: 'Не істеу керегі айтылмаған.', ru: 'Не сказано, что сделать.' },
  'has not either records or worklist': {
    kk: 'Қай жазбалар екені айтылмаған.',
    ru: 'Не сказано, о каких записях речь.',
  },
  'is not for many records at once': {
    kk: 'Мұны көп жазбамен бірден істеуге болмайды.',
    ru: 'Этого нельзя сделать сразу со многими записями.',
  },
  'is of a process whose team alone may write what is of it': {
    kk: 'Бұл келіссөз процесінің жазбаларын оның тобы ғана жазады.',
    ru: 'Записи этого переговорного процесса пишет только его группа.',
  },
  'has {rest} more faults': { kk: 'Тағы қателер бар: {rest}', ru: 'Есть ещё ошибки: {rest}' },
  'has more than {most} bytes': {
    kk: 'Тым үлкен. Байт саны, ең көбі: {most}',
    ru: 'Слишком большое. Байтов самое большее: {most}',
  },
  'is not JSON. {fault}': { kk: 'Жолды оқу мүмкін емес: {fault}', ru: 'Строку нельзя прочитать: {fault}' },
  'was {act} by hand at version {version}, and nothing was imported since': {
    kk: 'Жазба содан бері қолмен өзгертілген. Нұсқасы: {version}',
    ru: 'Запись с тех пор меняли вручную. Версия: {version}',
  },
  'is in another character set than UTF-8 (RFC 8187)': {
    kk: 'Мәтінді оқу мүмкін емес.',
    ru: 'Текст нельзя прочитать.',
  },
  "is not ASCII: send other letters as UTF-8''… (RFC 8187)": {
    kk: 'Мәтінді оқу мүмкін емес.',
    ru: 'Текст нельзя прочитать.',
  },
  'is not percent-encoded UTF-8 (RFC 8187)': { kk: 'Мәтінді оқу мүмкін емес.', ru: 'Текст нельзя прочитать.' },
  'It is not valid UTF-8.': { kk: 'Мәтінді оқу мүмкін емес.', ru: 'Текст нельзя прочитать.' },
  'It is nested more than {most} deep.': {
    kk: 'Бір-бірінің ішіне тым терең салынған. Ең көбі: {most}',
    ru: 'Слишком глубокая вложенность. Самое большее: {most}',
  },
  'It cannot be parsed.': { kk: 'Жіберілгенді оқу мүмкін емес.', ru: 'Присланное нельзя прочитать.' },
  'It is empty.': { kk: 'Файл бос.', ru: 'Файл пуст.' },
  'It has more than {most} bytes.': {
    kk: 'Файл тым үлкен. Байт саны, ең көбі: {most}',
    ru: 'Файл слишком большой. Байтов самое большее: {most}',
  },
  'It has {found} bytes and not {announced}.': {
    kk: 'Файл толық келмеген. Келген байттар: {found}. Хабарланғаны: {announced}',
    ru: 'Файл дошёл не целиком. Байтов пришло: {found}. Объявлено: {announced}',
  },
  'Its SHA-256 is {hash}.': { kk: 'Файл жолда өзгерген. Хеші: {hash}', ru: 'Файл изменился в пути. Его хеш: {hash}' },
  'It is not what was announced ({kind}): {why}.': {
    kk: 'Файл хабарланған түрге сай емес: {kind}. Себебі: {why}',
    ru: 'Файл не того вида, который объявлен: {kind}. Причина: {why}',
  },
  'Among them: {records}.': { kk: 'Олардың арасында: {records}', ru: 'Среди них: {records}' },
  'Not yet given by {parties}.': { kk: 'Әлі бермеген тараптар: {parties}', ru: 'Ещё не дали: {parties}' },
  'Only the team of the process may write what is of it.': {
    kk: 'Бұл келіссөз процесінің жазбаларын оның тобы ғана жазады.',
    ru: 'Записи этого переговорного процесса пишет только его группа.',
  },
  'The body has more than {most} bytes.': {
    kk: 'Тым үлкен. Байт саны, ең көбі: {most}',
    ru: 'Слишком большое. Байтов самое большее: {most}',
  },
  'The body has more than {most} lines.': {
    kk: 'Жол тым көп. Ең көбі: {most}',
    ru: 'Слишком много строк. Самое большее: {most}',
  },
  'The file has {bytes} bytes, at most {most} can be kept.': {
    kk: 'Файл тым үлкен. Байт саны: {bytes}. Ең көбі: {most}',
    ru: 'Файл слишком большой. Байтов: {bytes}. Самое большее: {most}',
  },
  'The record has {bytes} bytes in its canonical form, at most {most} can be kept.': {
    kk: 'Жазба тым үлкен. Байт саны: {bytes}. Ең көбі: {most}',
    ru: 'Запись слишком большая. Байтов: {bytes}. Самое большее: {most}',
  },
};

const place = /\{(\w+)\}/g;
/** The values that a sentence of the doors has where a pattern has names; undefined where it is another sentence. */
const valuesIn = (pattern: string, detail: string): Readonly<Record<string, string>> | undefined => {
  const plain = pattern.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(place, '(?<$1>.+)');
  const found = new RegExp(`^${plain}$`).exec(detail);
  return found ? (found.groups ?? {}) : undefined;
};

/** What a door said is wrong, for readers of a language; what has no words there stays English. */
export const faultIn = (language: Language, detail: string): Said => {
  const asSaid = { text: detail, lang: 'en' };
  if (language === 'en') return asSaid;
  for (const [pattern, words] of Object.entries(faultWords)) {
    const values = valuesIn(pattern, detail);
    if (!values) continue;
    const inner = values.fault === undefined ? undefined : faultIn(language, values.fault);
    if (inner?.lang === 'en') return asSaid;
    const said = inner ? { ...values, fault: inner.text } : values;
    return { text: words[language].replace(place, (name, value: string) => said[value] ?? name), lang: language };
  }
  return asSaid;
};
