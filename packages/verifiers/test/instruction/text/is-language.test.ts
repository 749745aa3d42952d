import { expect, test } from "vitest";
import { isLanguage } from "../../../src/instruction/text/is-language.ts";

/** A sentence each, by its language. */
const sentences: Readonly<Record<string, string>> = {
  en: "The children walked slowly along the river because the morning was still cold.",
  es: "Los niños caminaban despacio junto al río porque la mañana todavía era fría.",
  pt: "As crianças caminhavam devagar junto ao rio porque a manhã ainda estava fria.",
  fr: "Les enfants marchaient lentement le long de la rivière car le matin était encore froid.",
  de: "Die Kinder gingen langsam am Fluss entlang, weil der Morgen noch kalt war.",
  it: "I bambini camminavano lentamente lungo il fiume perché la mattina era ancora fredda.",
  pl: "Dzieci szły powoli wzdłuż rzeki, ponieważ poranek był jeszcze zimny.",
  vi: "Những đứa trẻ đi chậm dọc theo bờ sông vì buổi sáng vẫn còn lạnh.",
  sw: "Watoto walitembea polepole kando ya mto kwa sababu asubuhi ilikuwa bado baridi.",
  fi: "Lapset kävelivät hitaasti joen vartta, koska aamu oli vielä kylmä.",
  ru: "Дети медленно шли вдоль реки, потому что утро было ещё холодным.",
  uk: "Діти повільно йшли вздовж річки, бо ранок був ще холодний.",
  bg: "Децата вървяха бавно край реката, защото сутринта все още беше студена.",
  ar: "سار الأطفال ببطء على طول النهر لأن الصباح كان لا يزال باردا.",
  fa: "بچه‌ها آهسته در کنار رودخانه راه می‌رفتند چون صبح هنوز سرد بود.",
  ur: "بچے دریا کے کنارے آہستہ آہستہ چل رہے تھے کیونکہ صبح ابھی ٹھنڈی تھی۔",
  hi: "बच्चे नदी के किनारे धीरे-धीरे चल रहे थे क्योंकि सुबह अभी भी ठंडी थी।",
  mr: "मुले नदीच्या काठाने हळू चालत होती कारण सकाळ अजूनही थंड होती.",
  ne: "बच्चाहरू नदीको किनारमा बिस्तारै हिँडिरहेका थिए किनभने बिहान अझै चिसो थियो।",
  bn: "শিশুরা নদীর ধারে ধীরে ধীরে হাঁটছিল কারণ সকাল তখনও ঠান্ডা ছিল।",
  th: "เด็กๆ เดินช้าๆ ไปตามแม่น้ำเพราะตอนเช้ายังหนาวอยู่",
  ta: "காலை இன்னும் குளிராக இருந்ததால் குழந்தைகள் ஆற்றங்கரையில் மெதுவாக நடந்தனர்.",
  te: "ఉదయం ఇంకా చల్లగా ఉన్నందున పిల్లలు నది వెంట నెమ్మదిగా నడిచారు.",
  kn: "ಬೆಳಿಗ್ಗೆ ಇನ್ನೂ ತಂಪಾಗಿದ್ದರಿಂದ ಮಕ್ಕಳು ನದಿಯ ಉದ್ದಕ್ಕೂ ನಿಧಾನವಾಗಿ ನಡೆದರು.",
  gu: "સવાર હજી ઠંડી હતી તેથી બાળકો નદી કિનારે ધીમે ધીમે ચાલ્યા.",
  pa: "ਬੱਚੇ ਦਰਿਆ ਦੇ ਕੰਢੇ ਹੌਲੀ ਹੌਲੀ ਤੁਰੇ ਕਿਉਂਕਿ ਸਵੇਰ ਅਜੇ ਵੀ ਠੰਢੀ ਸੀ।",
  ml: "രാവിലെ ഇപ്പോഴും തണുപ്പായിരുന്നതിനാൽ കുട്ടികൾ നദിക്കരയിലൂടെ പതുക്കെ നടന്നു.",
  ko: "아침이 아직 추워서 아이들은 강을 따라 천천히 걸었다.",
  ja: "朝はまだ寒かったので、子供たちは川沿いをゆっくり歩いた。",
  he: "הילדים הלכו לאט לאורך הנהר כי הבוקר עדיין היה קר.",
  "zh-cn": "孩子们沿着河慢慢走，因为早晨还很冷。",
};

test.each(Object.entries(sentences))("%s is told: %s", (code, sentence) => {
  expect(isLanguage(sentence, code, 0.75)).toBe(true);
  expect(isLanguage(sentence.toUpperCase(), code, 0.75)).toBe(true);
});

test.each(Object.entries(sentences))(
  "no text in %s passes for one of the languages far from it",
  (code, sentence) => {
    const far = ["en", "ru", "ar", "ko", "ja", "th", "de", "vi", "sw"].filter((other) => other !== code);
    expect(far.filter((other) => isLanguage(sentence, other, 0.75))).toEqual([]);
  },
);

test("a long text must be in the language for the most part", () => {
  const english = `${sentences.en ?? ""} `.repeat(100);
  const german = `${sentences.de ?? ""} `.repeat(30);
  expect(isLanguage(german + english, "de", 0.75)).toBe(false);
  expect(isLanguage(german.repeat(3) + (sentences.en ?? ""), "de", 0.75)).toBe(true);
});

test.each([
  "THIS IS A SMALL TEST",
  "WHERE ARE YOU GOING?",
  "I LIKE IT",
  "the end of the story",
  "hello my friend",
])("a few words of English are English in any case: %s", (text) => {
  expect(isLanguage(text, "en", 0.75)).toBe(true);
});

test.each(["", "123", "!!!"])("%j is in no language", (text) => {
  expect(isLanguage(text, "en", 0.75)).toBe(false);
});
