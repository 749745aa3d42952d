import type { Json } from "@guru/core";

/** Texts that follow an instruction, and texts that nearly do. */
export interface Examples {
  readonly arguments: Readonly<Record<string, Json>>;
  readonly follows: readonly string[];
  readonly breaks: readonly string[];
}

const request = "Write a haiku about rain.";

/** Of the instructions of IFEval and of IFBench's training corpus, as `strict` reads them. */
export const examples: Readonly<Record<string, Examples>> = {
  "keywords:existence": {
    arguments: { keywords: ["apple", "New York"] },
    follows: ["An Apple from new\nyork.", "NEW YORK's best apple"],
    breaks: ["Pineapples from New York", "An apple", "An ap\u200bple in New York"],
  },
  "keywords:frequency": {
    arguments: { keyword: "cat", frequency: 2, relation: "at least" },
    follows: ["A cat, a Cat.", "cat cat cat"],
    breaks: ["A cat and a category", "cat", "catcat cat"],
  },
  "keywords:word_count_different_numbers": {
    arguments: { keyword: "cat", frequency: 2, relation: "less than" },
    follows: ["A cat", "No dog here"],
    breaks: ["cat cat", "Cat and CAT and cat"],
  },
  "keywords:forbidden_words": {
    arguments: { forbidden_words: ["rain", "C++"] },
    follows: ["A train on a rainy day", "C is fine"],
    breaks: ["The Rain falls", "I like C++ more"],
  },
  "keywords:letter_frequency": {
    arguments: { letter: "E", let_frequency: 3, let_relation: "at least" },
    follows: ["Eerie", "e e e"],
    breaks: ["three", "none at all"],
  },
  "letters:letter_counting2": {
    arguments: { letter: "!", let_frequency: 1, let_relation: "less than" },
    follows: ["calm"],
    breaks: ["loud!"],
  },
  "letters:letter_counting": {
    arguments: { N: 5, relation: "less than" },
    follows: ["Ab, cd 12", "día"],
    breaks: ["abcde", "árbol"],
  },
  "keywords:word_once": {
    arguments: { keyword: "river" },
    follows: ["The River flows"],
    breaks: ["river river", "rivers"],
  },
  "count:count_increment_word": {
    arguments: { keyword1: "sun", keyword2: "moon" },
    follows: ["The sun, the moon and the moon"],
    breaks: ["sun moon", "sun sun moon moon", "sunny moon moon"],
  },
  "keywords:exclude_word_harder": {
    arguments: { keyword: "blue" },
    follows: ["bluebells"],
    breaks: ["It is blue.", "Blue sky"],
  },
  "keywords:palindrome": {
    arguments: {},
    follows: ["My kayak sank", "Noon"],
    breaks: ["I saw a dog", "aaa", "a"],
  },
  "keywords:no_adjacent_consecutive": {
    arguments: {},
    follows: ["big dogs run"],
    breaks: ["a big", "Fine green grass"],
  },
  "keywords:start_end": {
    arguments: {},
    follows: ["Rain is only rain", "“Time” and time"],
    breaks: ["Rain is only rain.", "Rain", "Rain falls"],
  },
  "length_constraints:number_words": {
    arguments: { num_words: 4, relation: "at least" },
    follows: ["one two three four", "I don't like it"],
    breaks: ["I don't - like", "- - - -  one"],
  },
  "length_constraints:number_sentences": {
    arguments: { num_sentences: 3, relation: "less than" },
    follows: ["Dr. Smith came at 5 p.m. today. He left.", "One. Two"],
    breaks: ["One. Two! Three?", "- one\n- two\n- three"],
  },
  "length_constraints:number_paragraphs": {
    arguments: { num_paragraphs: 2 },
    follows: ["one\n***\ntwo", "***\n**one**\n\n***\n\ntwo\n***"],
    breaks: ["one\n***\n***\ntwo", "one ***bold*** two", "one", "a\n***\nb\n***\nc"],
  },
  "paragraphs:paragraphs": {
    arguments: {},
    follows: ["one\n* * *\ntwo", "one\n***\ntwo"],
    breaks: ["one\n\ntwo", "one\n***\ntwo\n***\nthree"],
  },
  "paragraphs:paragraphs2": {
    arguments: {},
    follows: ["one\n\ntwo", "one\nmore\n\n\ntwo"],
    breaks: ["one\ntwo", "one\n\ntwo\n\nthree"],
  },
  "length_constraints:nth_paragraph_first_word": {
    arguments: { num_paragraphs: 2, nth_paragraph: 2, first_word: "President" },
    follows: ["One.\n\n**President** X.", "One.\n\n\npresident, he said"],
    breaks: ["One.\n\nThe president", "President\n\nOne", "a\n\nPresident\n\nb", "One.\n\nPresidential"],
  },
  "count:counting_composition": {
    arguments: { n_sent: 2, n_words: 2 },
    follows: ["Rain falls. Wind blows.\n***\nSun shines. Birds sing!\n***\nNight comes. All sleep."],
    breaks: [
      "Rain falls. Wind blows.\n***\nSun shines. Birds sing!",
      "Rain falls.\n***\nSun shines.\n***\nNight comes.",
    ],
  },
  "detectable_content:number_placeholders": {
    arguments: { num_placeholders: 2 },
    follows: ["Dear [name], at [address]"],
    breaks: ["Dear [name]", "- [x] done [name]", "[name] [link](url)", "[] [ ]", "[[name]]"],
  },
  "detectable_content:postscript": {
    arguments: { postscript_marker: "P.S." },
    follows: ["Dear all\nP.S. Bye", "Text\n\n**P. S.** More"],
    breaks: ["P.S. Only this", "Text with a P.S. inside", "Text\nP.S.", "Text\nPS more", "Text\nP.P.S. More"],
  },
  "detectable_format:number_bullet_lists": {
    arguments: { num_bullets: 2 },
    follows: ["* one\n* two", "Text\n- one\n  - two\n---\n**bold**"],
    breaks: ["* one", "- one\n- two\n- three", "-5 degrees\n-6 degrees", "*one*\n*two*"],
  },
  "detectable_format:constrained_response": {
    arguments: {},
    follows: ["My answer is yes.", "Well. **My answer is maybe.**"],
    breaks: ["My answer is yes", "my answer is no.", "My answer is yes. My answer is no.", "yes"],
  },
  "detectable_format:number_highlighted_sections": {
    arguments: { num_highlights: 2 },
    follows: ["*one* and **two**", "* item with *a* and *b*"],
    breaks: ["**one**", "* item\n* item", "2 * 3 * 4 *x*", "** one ** and *two*", "*one*"],
  },
  "detectable_format:multiple_sections": {
    arguments: { section_spliter: "Section", num_sections: 2 },
    follows: ["Section 1\ntext\nSection 2\ntext", "## section 1: one\na\n**Section 2** b"],
    breaks: [
      "Section 1\ntext\nSection 1\ntext",
      "See Section 1 and Section 2",
      "Section one\na\nSection two\nb",
    ],
  },
  "detectable_format:json_format": {
    arguments: {},
    follows: ['{"a": [1, 2]}', '```json\n{"a": 1}\n```', ' ["x"] '],
    breaks: ["{'a': 1}", '{"a": 1} done', '"text a"', "42", '{"a": NaN}', '```json\n{"a": 1}'],
  },
  "detectable_format:title": {
    arguments: {},
    follows: ["<<A poem of joy>>\nText"],
    breaks: ["<A poem>", "<< >> x", "<<A\npoem>>", "<<<>>> x", "<<<<>>>>x"],
  },
  "detectable_format:sentence_hyphens": {
    arguments: {},
    follows: ["One-two-three", "Rain falls.-Wind blows."],
    breaks: ["Rain falls. Wind blows.", "One two", "One - two", "Rain falls.-Wind blows. Sun."],
  },
  "detectable_format:square_brackets": {
    arguments: {},
    follows: ["[Rain] [falls.]"],
    breaks: ["[Rain falls]", "[Rain] falls", "[Rain] []"],
  },
  "detectable_format:bigram_wrapping": {
    arguments: {},
    follows: ["<<I am>> <<at home>>", "<<I am>> <<here>>", "<<I am>>, <<at home>>."],
    breaks: ["<<I am>> here", "<<I am at>> <<home>>", "<<I>> <<am>>", "I am"],
  },
  "language:response_language": {
    arguments: { language: "de" },
    follows: [
      "Der Regen fällt heute sehr leise auf das alte Dach, und niemand geht aus dem Haus.",
      "DER REGEN FÄLLT HEUTE LEISE AUF DAS ALTE DACH, UND NIEMAND GEHT HINAUS.",
    ],
    breaks: [
      "The rain falls softly on the old roof today, and nobody leaves the house.",
      "De regen valt vandaag heel zacht op het oude dak, en niemand gaat het huis uit.",
      "雨が静かに降っています。",
    ],
  },
  "change_case:english_capital": {
    arguments: {},
    follows: ["THIS IS A SMALL TEST.", "THE RAIN FALLS ON 3 ROOFS!"],
    breaks: ["THIS IS A SMALl TEST.", "DER REGEN FÄLLT LEISE AUF DAS DACH UND DIE STRASSE.", "12345 a"],
  },
  "change_case:english_lowercase": {
    arguments: {},
    follows: ["this is a small test.", "the rain falls on 3 roofs!"],
    breaks: ["This is a small test.", "der regen fällt leise auf das dach und die straße."],
  },
  "change_case:capital_word_frequency": {
    arguments: { capital_frequency: 2, capital_relation: "at least" },
    follows: ["NASA and COVID-19", "IT IS so"],
    breaks: ["I and A and NASA", "Nasa and Esa"],
  },
  "punctuation:no_comma": {
    arguments: {},
    follows: ["No pauses here; none."],
    breaks: ["One, two", "雨，雪", "واحد، اثنان"],
  },
  "punctuation:punctuation_dot": {
    arguments: {},
    follows: ["No end!"],
    breaks: ["An end.", "3.14", "And so…"],
  },
  "punctuation:punctuation_exclamation": { arguments: {}, follows: ["Calm."], breaks: ["Loud!", "大声！"] },
  "startend:end_checker": {
    arguments: { end_phrase: "Any other questions?" },
    follows: [
      "Text. Any other questions?",
      'Text. "ANY other  questions?"\n',
      "Text. **Any other questions?**",
    ],
    breaks: [
      "Any other questions? No.",
      "Text. Any questions?",
      "Many other questions?",
      "Any other questions?\u200b",
    ],
  },
  "startend:quotation": {
    arguments: {},
    follows: ['"Rain falls"', "“Rain falls”", '  "Rain"\n'],
    breaks: ['"Rain', 'Rain"', "'Rain'", "Rain", '\ufeff"Rain"'],
  },
  "combination:two_responses": {
    arguments: {},
    follows: ["one\n******\ntwo", "one ****** two"],
    breaks: ["one\n******\nOne", "one", "one\n***\ntwo", "a\n******\nb\n******\nc", "one\n*******\ntwo"],
  },
  "combination:repeat_prompt": {
    arguments: { prompt_to_repeat: request },
    follows: [`${request}\n\nSoft drops on the roof`, `"${request}" Soft drops`],
    breaks: [request, `Sure! ${request} Drops`, "Write a haiku about snow. Drops"],
  },
  "first_word:first_word_sent": {
    arguments: { first_word: "rain" },
    follows: ["Rain falls. Rain stops."],
    breaks: ["Rain falls. It stops.", "Rainy day."],
  },
  "first_word:first_word_answer": {
    arguments: { first_word: "rain" },
    follows: ["Rain, it falls.", "**Rain** falls"],
    breaks: ["The rain", "Rainy day"],
  },
  "last_word:last_word_sent": {
    arguments: { last_word: "rain" },
    follows: ["I like rain. You hate rain!"],
    breaks: ["I like rain. You hate it."],
  },
  "last_word:last_word_answer": {
    arguments: { last_word: "rain" },
    follows: ["I like rain.", "Rain… rain"],
    breaks: ["I like rains", "Rain it is"],
  },
  "keywords:keyword_specific_position": {
    arguments: { keyword: "rain", n: 2, m: 3 },
    follows: ["One. Now, the rain falls."],
    breaks: ["One. Now the, wet rain falls.", "Now the rain.", "One. Two words rainy."],
  },
  "count:count_unique": {
    arguments: {},
    follows: ["Every word differs, truly."],
    breaks: ["The rain, the sun", "Rain rain"],
  },
  "count:lowercase_counting": {
    arguments: { N: 2 },
    follows: ["RAIN falls on ROOFS", "NO"],
    breaks: ["rain falls down", "eins zwei drei"],
  },
  "copy:copy": {
    arguments: { prompt_to_repeat: request },
    follows: [request, `  ${request}\n`],
    breaks: [request.toLowerCase(), `${request} Sure`, request.slice(0, -1)],
  },
  "copy:copying_simple": {
    arguments: { prompt_to_repeat: request },
    follows: [request],
    breaks: [`"${request}"`, request.replace("rain", "snow")],
  },
  "copy:copying_multiple": {
    arguments: { prompt_to_repeat: request, N: 2 },
    follows: [`${request}\n******\n${request}`],
    breaks: [request, `${request}\n***\n${request}`, `${request}******${request}******${request}`],
  },
  "new:copy_span_idx": {
    arguments: { prompt_to_repeat: request, n_start: 8, n_end: 14 },
    follows: ["haiku a", "haiku"],
    breaks: ["Haiku a", "a haiku", "haiku about"],
  },
  "copy:repeat_phrase": {
    arguments: { phrase: "the quick brown fox", small_n: 2 },
    follows: ["the slow brown fox, the quick red fox"],
    breaks: [
      "the slow brown fox",
      "the quick brown fox, the slow brown fox",
      "the slow red fox, the slow red fox",
      "a quick brown fox, the quick brown dog",
    ],
  },
};
