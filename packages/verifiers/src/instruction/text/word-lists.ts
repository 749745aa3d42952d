function wordList(text: string): ReadonlySet<string> {
  return new Set(text.split(/\s+/u).filter((word) => word !== ""));
}

/** English words that carry grammar and little else, and the pieces that an apostrophe cuts off. */
export const stopWords = wordList(
  `a an the and but or nor so if because as until while of at by for with about against between into through during before
   after above below to from up down in out on off over under again further then once here there when where why how all any both
   each few more most other some such no not only own same than too very can will just should now
   i me my myself we our ours ourselves you your yours yourself yourselves he him his himself she her hers herself it its itself
   they them their theirs themselves what which who whom this that these those am is are was were be been being have has had
   having do does did doing
   s t d m o y re ve ll ma don ain aren couldn didn doesn hadn hasn haven isn mightn mustn needn shan shouldn wasn weren won wouldn`,
);

/** Words that join equals. */
export const coordinatingConjunctions = wordList("for and nor but or yet so");

/** Personal, possessive, reflexive, demonstrative, interrogative, relative and indefinite pronouns. */
export const pronouns = wordList(
  `i me we us you he him she her it they them my mine our ours your yours his hers its their theirs
   myself ourselves yourself yourselves himself herself itself themselves this that these those
   who whom whose which what whoever whomever whatever whichever
   anybody anyone anything everybody everyone everything nobody nothing somebody someone something
   each either neither both all some any none`,
);

/** Words that title case may leave in lower case, except as the first or last word. */
export const minorWords = wordList(
  `a an the and but or nor for so yet as at by in of off on per to up via with from into onto over than vs if is
   upon about after before between through under within without that`,
);

/** The names that IFBench's prompts list. */
export const personNames: readonly string[] = [
  ...wordList(
    `Emma Liam Sophia Jackson Olivia Noah Ava Lucas Isabella Mason Mia Ethan Charlotte Alexander Amelia Benjamin Harper Leo Zoe
     Daniel Chloe Samuel Lily Matthew Grace Owen Abigail Gabriel Ella Jacob Scarlett Nathan Victoria Elijah Layla Nicholas
     Audrey David Hannah Christopher Penelope Thomas Nora Andrew Aria Joseph Claire Ryan Stella Jonathan`,
  ),
];
