/** English abbreviations that end in a point and are usually followed by more of the sentence, without that point. */
const abbreviations: ReadonlySet<string> = new Set(
  `mr mrs ms mx dr prof rev hon st sr jr gen col maj capt lt sgt adm sen rep gov pres supt messrs esq
   inc ltd co corp bros cie llc dept univ assn est
   vs cf viz e.g i.e al etc approx ca no nos vol vols fig figs eq eqs ch chap sec secs p pp ed eds trans
   jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun
   ave blvd rd hwy ft mt min max hr hrs yr yrs oz lb lbs
   u.s u.k u.n u.s.a u.s.s.r d.c n.y l.a e.u a.m p.m a.d b.c ph.d m.d m.a b.a b.s m.s m.b.a ll.d`.split(
    /\s+/,
  ),
);

/** Abbreviations that a sentence may also end with, when the next word begins one. */
const mayEndSentence: ReadonlySet<string> = new Set(
  `etc al inc ltd co corp jr sr esq llc a.m p.m u.s u.k u.n u.s.a u.s.s.r d.c e.u a.d b.c ph.d m.d m.a b.a b.s m.s
   m.b.a est min max hr hrs yr yrs oz lb lbs ft`.split(/\s+/),
);

/** Words that begin sentences much more often than names. */
const starters: ReadonlySet<string> = new Set(
  `the a an this that these those it he she they we you i his her its their our my your there here
   but and so or yet nor if when while although though since because as after before until once unless whether
   however moreover therefore thus hence meanwhile instead indeed nevertheless nonetheless furthermore additionally also
   then now finally first second next later still even despite under in on at by for from with without to of
   what which who whom whose where why how some many most few all both each every several other another such
   is are was were do does did can could should would will may might must not no yes`.split(/\s+/),
);

/** Whether a word in lower case, without its last point, is an abbreviation. */
export function isAbbreviation(word: string): boolean {
  return abbreviations.has(word) || /^\p{L}(?:\.\p{L})+$/u.test(word);
}

/** Whether an abbreviation can be the last word of a sentence. */
export function canEndSentence(word: string): boolean {
  return mayEndSentence.has(word);
}

/** Whether a word in lower case is one that sentences begin with. */
export function startsSentences(word: string): boolean {
  return starters.has(word);
}
