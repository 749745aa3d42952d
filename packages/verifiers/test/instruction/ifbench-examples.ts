import { personNames } from "../../src/instruction/text/word-lists.ts";

type Arguments = Readonly<Record<string, unknown>>;

/** Makes a text that follows an instruction with these arguments, and texts that nearly do. */
export interface ExampleMaker {
  readonly arguments: Arguments;
  make(args: Arguments): { readonly follows: readonly string[]; readonly breaks: readonly string[] };
}

const numberOf = (value: unknown): number => Number(value);
const textOf = (value: unknown): string => (typeof value === "string" ? value : "");
const times = (count: number, make: (index: number) => string): string[] =>
  Array.from({ length: count }, (_, index) => make(index));

/** `a`, `b`, …, `z`, `ba`, …: different words of letters. */
function letters(index: number): string {
  const last = String.fromCharCode(97 + (index % 26));
  return index < 26 ? last : letters(Math.floor(index / 26)) + last;
}

const words = (count: number): string => times(count, () => "word").join(" ");
const fixed = (follows: readonly string[], breaks: readonly string[]): ExampleMaker => ({
  arguments: {},
  make: () => ({ follows, breaks }),
});

/** Every new character makes a new trigram. */
const newCharacters = (count: number): string =>
  String.fromCodePoint(...times(count, (index) => String(0x4e00 + index)).map(Number));

function trigramCount(text: string): number {
  const characters = Array.from(text);
  return new Set(characters.slice(2).map((_, index) => characters.slice(index, index + 3).join(""))).size;
}

const csv = (header: string, row: string, rows: number): string =>
  [header, ...times(rows, () => row)].join("\n");
const mcq = (lengths: readonly number[]): string =>
  lengths
    .map(
      (length, index) =>
        `Question ${index + 1}. ${words(length)}?\n${["A", "B", "C", "D", "E"].map((letter) => `${letter}) ${words(1)}`).join("\n")}`,
    )
    .join("\n\n");
const palindromes = "level radar civic madam refer rotor kayak tenet solos stats";
const capitals =
  "Reykjavik, Helsinki, Oslo, Tallinn, Stockholm, Riga, Moscow, Copenhagen, Vilnius, Minsk, Dublin, Berlin, Amsterdam, Warsaw, London, Brussels, Prague, Luxembourg, Paris, Vienna, Bratislava, Budapest, Vaduz, Chișinău, Bern, Ljubljana, Zagreb";
const alphabetStory = times(26, (index) => `${letters(index).toUpperCase()}x went home.`).join(" ");
const states = [
  "Zimbabwe",
  ...times(52, (index) => `Land ${String.fromCharCode(89 - (index % 25))}${letters(index)}`),
];
const descending = [...states].sort().reverse();

/** Of the instructions of IFBench, as `strict` reads them. */
export const ifbenchExamples: Readonly<Record<string, ExampleMaker>> = {
  "count:word_count_range": {
    arguments: { min_words: 3, max_words: 5 },
    make: ({ min_words: min, max_words: max }) => ({
      follows: [words(numberOf(min)), words(numberOf(max))],
      breaks: [words(numberOf(max) + 1), words(numberOf(min) - 1)],
    }),
  },
  "count:unique_word_count": {
    arguments: { N: 4 },
    make: ({ N }) => ({
      follows: [times(numberOf(N), letters).join(" ")],
      breaks: [`${times(numberOf(N) - 1, letters).join(" ")} A`],
    }),
  },
  "count:conjunctions": {
    arguments: { small_n: 2 },
    make: ({ small_n: n }) => {
      const all = ["and", "But,", "for", "nor", "or", "so", "yet"];
      return {
        follows: [all.slice(0, numberOf(n)).join(" x ")],
        breaks: [`${all.slice(0, numberOf(n) - 1).join(" ")} AND andy`],
      };
    },
  },
  "count:person_names": {
    arguments: { N: 3 },
    make: ({ N }) => ({
      follows: [personNames.slice(0, numberOf(N)).join(", ")],
      breaks: [
        `${personNames.slice(0, numberOf(N) - 1).join(" ")} ${(personNames[numberOf(N)] ?? "").toLowerCase()} Emmanuel`,
      ],
    }),
  },
  "count:numbers": {
    arguments: { N: 3 },
    make: ({ N }) => ({
      follows: [
        `Count: ${["1,000.5", "7", ...times(numberOf(N), String)].slice(0, numberOf(N)).join(" and ")}.`,
      ],
      breaks: [
        `Count ${times(numberOf(N) + 1, String).join(" and ")}`,
        `Count ${times(numberOf(N) - 1, String).join(" and ")} H2O`,
      ],
    }),
  },
  "count:words_japanese": {
    arguments: { N: 3 },
    make: ({ N }) => ({
      follows: [
        `${words(numberOf(N) - 1)} 日本`.trim(),
        `${words(numberOf(N) - 1)} ねこ。 ${words(numberOf(N) - 1)} カメラ`,
      ],
      breaks: [words(numberOf(N)), `${words(numberOf(N) - 1)} 1`],
    }),
  },
  "count:pronouns": {
    arguments: { N: 3 },
    make: ({ N }) => ({
      follows: [times(numberOf(N), () => "it's").join(" ")],
      breaks: [`${times(numberOf(N) - 1, () => "she").join(" ")} item`],
    }),
  },
  "count:punctuation": fixed(
    ["One; two: three, four. Five? Six! Seven?!", "a; b: c, d. e? f! g‽"],
    ["One; two: three, four. Five?!", "One; two: three. Five? Six! Seven?!", "a; b: c, d. e? f! g"],
  ),
  "count:keywords_multiple": {
    arguments: { keyword1: "sun", keyword2: "moon", keyword3: "star", keyword4: "sky", keyword5: "rain" },
    make: (args) => {
      const keywords = [1, 2, 3, 4, 5].map((index) => textOf(args[`keyword${index}`]));
      const text = keywords
        .flatMap((keyword, index) => times([1, 2, 3, 5, 7][index] ?? 0, () => keyword))
        .join(" ");
      return {
        follows: [text],
        breaks: [`${text} ${keywords[0] ?? ""}`, text.replace(keywords[4] ?? "", "x")],
      };
    },
  },
  "ratio:stop_words": {
    arguments: { percentage: 30 },
    make: () => ({
      follows: ["Blue mountains glow quietly"],
      breaks: ["And it is there", "and the of to in".repeat(3)],
    }),
  },
  "ratio:sentence_type": fixed(
    ["It rains. It pours. Why?", "It rains. “It pours.” Why?"],
    ["It rains. Why?", "It rains. It pours.", "One. Two. Three. Why?"],
  ),
  "ratio:sentence_balance": fixed(
    ["It rains. Why? Oh!"],
    ["It rains. Why?", "It rains. It pours. Why? Oh!", "no marks"],
  ),
  "ratio:sentence_words": fixed(
    ["Red sky. Old man. Big dog."],
    ["Red sky. Red man. Big dog.", "Red sky. Old men. Big dogs.", "Red sky. Old man."],
  ),
  "ratio:overlap": {
    arguments: { reference_text: "The rain falls on the roof.", percentage: 50 },
    make: ({ reference_text: reference, percentage }) => {
      const own = trigramCount(textOf(reference));
      const more = Math.round((own * (100 - numberOf(percentage))) / Math.max(1, numberOf(percentage)));
      return {
        follows: [textOf(reference) + newCharacters(more)],
        breaks: [numberOf(percentage) > 90 ? newCharacters(9) : textOf(reference)],
      };
    },
  },
  "words:alphabet": fixed(
    ["Yellow zebras always bounce", "A big cat"],
    ["A big dog", "Yellow zebras bounce", "1 a b"],
  ),
  "words:vowel": fixed(["Red hens rest in nests", "Ürn"], ["Our big red cat", "red hen\n\nred hen"]),
  "words:consonants": fixed(["Strong winds twist, bright!"], ["Strong wind ate it", "Strong a"]),
  "words:palindrome": fixed(
    [palindromes],
    [palindromes.replace("stats", "level"), palindromes.replace("stats", "x"), "aaaaa ".repeat(10)],
  ),
  "words:prime_lengths": fixed(["It was our lucky charm"], ["It was rain", "a fox", "four"]),
  "words:repeats": {
    arguments: { small_n: 2 },
    make: ({ small_n: n }) => ({
      follows: [times(numberOf(n), () => "rain").join(" ")],
      breaks: [`${times(numberOf(n), () => "rain").join(", ")} Rain`],
    }),
  },
  "words:no_consecutive": fixed(["Rain falls on roofs"], ["Rain rolls on", "An apple", "The cat, Chasing"]),
  "words:odd_even_syllables": fixed(["Cats water dogs slowly", "Water"], ["Cats dogs", "Water slowly"]),
  "words:last_first": fixed(
    ["I like rain. Rain likes me. Me?"],
    ["I like rain. It likes me.", "I like rain."],
  ),
  "words:paragraph_last_first": fixed(
    ["Rain is only rain.\n\nSun and sun", "“Rain” is rain"],
    ["Rain is wet.", "Rain is rain\nSun is hot", "Rain"],
  ),
  "words:keywords_specific_position": {
    arguments: { keyword: "rain", n: 2, m: 3 },
    make: ({ keyword, n, m }) => {
      const before = times(numberOf(n) - 1, () => "One more.").join(" ");
      const at = (place: number): string =>
        `${before} Then, ${words(place - 2)} ${textOf(keyword)} again.`.trim();
      return {
        follows: [at(numberOf(m))],
        breaks: [at(numberOf(m) + 1), at(numberOf(m)).replace(".", "")],
      };
    },
  },
  "words:words_position": {
    arguments: { keyword: "rain" },
    make: ({ keyword }) => ({
      follows: [`The ${textOf(keyword)} is a ${textOf(keyword)} now.`],
      breaks: [
        `The ${textOf(keyword)} is a ${textOf(keyword)}.`,
        `${textOf(keyword)} is ${textOf(keyword)} now`,
      ],
    }),
  },
  "sentence:keyword": {
    arguments: { word: "rain", N: 2 },
    make: ({ word, N }) => {
      const at = (place: number): string =>
        [...times(place - 1, () => "One more."), `The ${textOf(word)} is here.`, "Done."].join(" ");
      return {
        follows: [at(numberOf(N))],
        breaks: [at(numberOf(N) + 1), at(numberOf(N)).replace(textOf(word), `${textOf(word)}xyz`)],
      };
    },
  },
  "sentence:increment": {
    arguments: { small_n: 2 },
    make: ({ small_n: n }) => ({
      follows: [`${words(2)}. ${words(2 + numberOf(n))}. ${words(2 + 2 * numberOf(n))}.`],
      breaks: [`${words(2)}. ${words(3 + numberOf(n))}.`, `${words(2)}.`],
    }),
  },
  "sentence:alliteration_increment": fixed(
    ["Rain falls. Wild winds cry. Big brown bears sleep."],
    ["Wild winds cry. Big bears sleep.", "Big brown bears sleep. Rain falls.", "Wild winds"],
  ),
  "format:parentheses": fixed(
    ["a (b [c {d (e [f])}])"],
    ["a (b [c {d (e)}])", "a (b [c {d (e [f)}])", "((((( a"],
  ),
  "format:quotes": fixed(
    [`He said "she said 'they said "no" to me' twice" today`, `“A ‘b “c” d’ e”`],
    [`He said "she said 'no' to me"`, `It's "don't" and 'won't'`, `"a "b "c" d" e"`],
  ),
  "format:options": {
    arguments: { options: "yes/no/maybe" },
    make: ({ options }) => {
      const all = textOf(options)
        .split(/\/|,|\bor\b/u)
        .map((option) => option.trim());
      return {
        follows: [all[0] ?? "", `${all.at(-1) ?? ""}.`],
        breaks: [`${all[0] ?? ""} ${all[1] ?? ""}`, `${all[0] ?? ""} because of rain`, "perhaps"],
      };
    },
  },
  "format:newline": fixed(["Rain\nfalls\n\nsoftly"], ["Rain falls\nsoftly", "Rain"]),
  "format:emoji": fixed(
    ["Rain falls. ☔ It stops! 🌞", "Rain falls 🌧️. It stops 👍🏽"],
    ["Rain falls. ☔ It stops!", "Rain falls. It stops. 🌞"],
  ),
  "format:line_indent": fixed(
    ["Rain\n falls\n  down", "  Rain\n\n    falls"],
    ["Rain\n falls\n down", "Rain", "Rain\nfalls"],
  ),
  "format:quote_unquote": fixed(
    ['He said "rain", which means water. "Sun" means light.'],
    ['He said "rain"', 'He said "rain" "sun" twice', "No quote", 'He said "rain, he did'],
  ),
  "format:list": {
    arguments: { sep: "!?!?" },
    make: ({ sep }) => ({
      follows: [`My list:\n${textOf(sep)} rain\n${textOf(sep)} sun`],
      breaks: [
        `${textOf(sep)} rain`,
        `I use ${textOf(sep)} and ${textOf(sep)} here`,
        `1. rain\n2. ${textOf(sep)}`,
      ],
    }),
  },
  "format:thesis": fixed(
    [
      "# One\n<i>Rain is good.</i> It waters.\n# Two\n<em>Sun too.</em>\nIt warms.",
      "<i>Rain is good.</i> It waters.",
    ],
    [
      "# One\nRain is good.",
      "<i></i> It waters.",
      "# One\n<i>Rain.</i> It is.\n# Two\nSun.",
      "<i>Rain is good.</i>",
      "*Rain* is",
    ],
  ),
  "format:sub-bullets": fixed(
    ["* rain\n  - wet\n* sun\n  - hot\n  - dry"],
    ["* rain\n* sun\n  - hot", "- rain", "* rain well-known\n* sun"],
  ),
  "format:no_bullets_bullets": fixed(
    ["Rain falls. Sun shines.\n\n* one\n* two"],
    [
      "Rain falls.\n* one\n* two",
      "* one\n* two\nRain falls. Sun shines.",
      "Rain falls. Sun shines.\n* one",
      "Rain falls! Sun shines!\n* one\n* two",
    ],
  ),
  "format:title_case": fixed(
    ["The Fall of the House", "NASA Flies to Mars"],
    ["the Fall", "The fall of Rome", "A Walk in"],
  ),
  "format:output_template": fixed(
    [
      "My Answer: rain My Conclusion: wet Future Outlook: sun",
      "**My Answer:** rain\n**My Conclusion:** wet\n**Future Outlook:** sun",
    ],
    [
      "My Answer: rain My Conclusion: wet",
      "My Conclusion: wet My Answer: rain Future Outlook: sun",
      "Sure! My Answer: a My Conclusion: b Future Outlook: c",
      "My Answer: My Conclusion: wet Future Outlook: sun",
    ],
  ),
  "format:no_whitespace": fixed(["Rain,falls.", "雨"], ["Rain falls", "Rain\nfalls", "Rain\u00a0falls"]),
  "repeat:repeat_change": {
    arguments: { prompt_to_repeat: "Write a haiku about rain." },
    make: ({ prompt_to_repeat: prompt }) => {
      const rest = textOf(prompt).trim().split(/\s+/u).slice(1).join(" ");
      return {
        follows: [`Zap ${rest}`],
        breaks: [textOf(prompt), `Zap ${rest} Sure`, `Sure: ${textOf(prompt)}`],
      };
    },
  },
  "repeat:repeat_simple": fixed(
    ["Only output this sentence here, ignore all other requests."],
    ["only output this sentence here", "Sure. Only output this sentence here, ignore all other requests."],
  ),
  "repeat:repeat_span": {
    arguments: { prompt_to_repeat: "Write a haiku about rain.", n_start: 1, n_end: 3 },
    make: ({ prompt_to_repeat: prompt, n_start: start, n_end: end }) => {
      const span = textOf(prompt)
        .trim()
        .split(/\s+/u)
        .slice(numberOf(start), numberOf(end) + 1);
      return { follows: [span.join(" ")], breaks: [span.slice(1).join(" "), `${span.join(" ")} more`] };
    },
  },
  "custom:multiples": fixed(
    ["14, 21, 28, 35, 42, 49", "14\n21\n28\n35\n42\n49"],
    ["14, 21, 28, 35, 42", "7, 14, 21, 28, 35, 42, 49", "14 28 21 35 42 49"],
  ),
  "custom:mcq_count_length": fixed(
    [mcq([3, 4, 5, 6])],
    [mcq([3, 4, 5]), mcq([4, 3, 5, 6]), `Sure!\n${mcq([3, 4, 5, 6])}`],
  ),
  "custom:reverse_newline": fixed(
    [descending.join("\n")],
    [
      states.slice(0, 40).join("\n"),
      [...descending].reverse().join("\n"),
      times(60, () => "Zimbabwe").join("\n"),
    ],
  ),
  "custom:word_reverse": fixed(
    ["eagle bald the is animal national The"],
    ["The national animal is the bald eagle", "eagle bald", "eagle golden the is It"],
  ),
  "custom:character_reverse": fixed([".elgae dlab eht si tI"], ["It is the bald eagle.", "elgae nedlog"]),
  "custom:sentence_alphabet": fixed(
    [alphabetStory],
    [alphabetStory.slice(0, -13), alphabetStory.replace("Bx", "Cx")],
  ),
  "custom:european_capitals_sort": fixed(
    [capitals, `${capitals}.`],
    [capitals.replace("Oslo, ", ""), capitals.replace("Oslo, Tallinn", "Tallinn, Oslo")],
  ),
  "custom:csv_city": fixed(
    [
      csv("ID,Country,City,Year,Count", '1,"Chile, South",Arica,2001,5', 7),
      `\`\`\`csv\n${csv("ID,Country,City,Year,Count", "1,a,b,2,3", 7)}\n\`\`\``,
    ],
    [
      csv("ID,Country,City,Year,Count", "1,a,b,2,3", 6),
      csv("ID,City,Country,Year,Count", "1,a,b,2,3", 7),
      csv("ID,Country,City,Year,Count", "1,a,b,2", 7),
    ],
  ),
  "custom:csv_special_character": fixed(
    [`${csv("ProductID,Category,Brand,Price,Stock", "1,a,b,2,3", 13)}\n1,"a&b",c,2,3`],
    [
      csv("ProductID,Category,Brand,Price,Stock", "1,a,b,2,3", 14),
      `${csv("ProductID,Category,Brand,Price,Stock", "1,a,b,2,3", 13)}\n1,"ab",c,2,3`,
    ],
  ),
  "custom:csv_quotes": fixed(
    [csv('"StudentID"\t"Subject"\t"Grade"\t"Semester"\t"Score"', '"1"\t"Art"\t"A"\t"S1"\t"9"', 3)],
    [
      csv("StudentID\tSubject\tGrade\tSemester\tScore", '"1"\t"Art"\t"A"\t"S1"\t"9"', 3),
      csv('"StudentID"\t"Subject"\t"Grade"\t"Semester"\t"Score"', '"1"\t"Art"\tA\t"S1"\t"9"', 3),
    ],
  ),
  "custom:date_format_list": fixed(
    ["1796-04-12, 1805-12-02", "1815-06-18."],
    ["1796-4-12", "12-04-1796", "1815-06-18 Waterloo", "1805-02-29", "1600-01-01"],
  ),
};
