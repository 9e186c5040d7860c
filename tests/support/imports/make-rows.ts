/** A made-up contact list with the dirt of real ones; the same index gives the same row. */
export const listHeaders = [
  "First Name",
  "Last Name",
  "Job title",
  "Company",
  "Website",
  "Location",
  "LinkedIn URL",
  "E-mail",
  "Phone",
  "Notes",
];

const syllables =
  "an bel cor dan él fér gra hul ila jen kó lar mor nus óla pér quin ras sön tal ür vek wil xan yor zé".split(" ");
const titles = ["Head of Sales", "CEO & Founder", "Directrice commerciale", "Geschäftsführer", "VP Marketing | Growth"];
const forms = [" GmbH", ", Inc.", " S.A.S.", "", " Ltd", " & Co. KG", "® | The best", " SpA", " Group", ""];
const places = ["Paris, France", "Berlin, Deutschland", "Madrid, España", "London", "Austin, Texas, United States"];
const before = ["Dr. ", "", "", "", "", "van der ", "", "O'", "", ""];
const after = ["", "", ", MBA", "", " 🚀", "", "", "", " (she/her)", ""];

/** Syllables picked by the digits of `seed`: some 450,000 different words. */
function word(seed: number, count: number): string {
  let text = "";
  for (let rest = seed, index = 0; index < count; index += 1, rest = Math.floor(rest / syllables.length)) {
    text += syllables[(rest + index * 7) % syllables.length] ?? "";
  }
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/**
 * One person in twenty repeats an earlier one, written in another way; one row in fifty cannot be used. Given names come
 * from some 700, family names from some 17,000, companies from some 8,000.
 */
export function makeRow(index: number): string[] {
  const who = index % 20 === 19 ? index - 10 : index;
  const given = word((who * 31) % 676, 2);
  const family = `${before[who % 10] ?? ""}${word((who * 7919) % 17_576, 3)}${after[who % 10] ?? ""}`;
  const company = `${word((who * 13) % 7919, 3)} ${word(who % 26, 1)}`;
  const slug = `person-${who}`;
  if (index % 50 === 7) return [given, family, "", "", "", "", "", "", "", "no company"];
  return [
    who === index ? given : given.toUpperCase(),
    family,
    titles[who % titles.length] ?? "",
    `${company}${forms[index % forms.length] ?? ""}`,
    who % 3 === 0 ? `https://www.company-${(who * 13) % 7919}.example/about` : "",
    places[who % places.length] ?? "",
    who % 2 === 0 ? `https://fr.linkedin.com/in/${slug}/?originalSubdomain=fr` : "",
    who % 4 === 0 ? `${slug}@company-${who % 7919}.example` : "",
    who % 5 === 0 ? `+33 6 ${String(10_000_000 + who)}` : "",
    `line one, "quoted" of ${index}`,
  ];
}
