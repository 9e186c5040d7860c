import type { ExpectedPerson } from "#core/results/expected-person.ts";
import { Dice } from "#local/simulators/dice.ts";

const firsts =
  "Lena Jean-Pierre Zoë Søren Ana Łukasz Chloé Jürgen Robert William Catherine Marta Oscar Ingrid Théo Paul Nora Hélène Björn Inês Mateo Alice Karl Sofia Hugo Émilie Dieter Laura Pablo Sarah Thomas Julie Xavier Petra Luís Anna Maxime Eva Peter Nadia".split(
    " ",
  );
const lasts =
  "Ortiz|Müller|de la Cruz|García López|van den Berg|O'Neil|Ångström|Lefèvre|Kowalska|Schmidt|Nguyen|Fischer|Moreau|Rossi|Almeida|Novák|Lindqvist|Brown|Smith-Jones|Petit|Weber|Santos|Dubois|Keller|Mendes|Lind|Fabre|Becker|Wood|Leroy|Hoffmann|Costa|Martin|Bauer|Silva|Girard|Wagner|Roux|Jensen|Marchetti|Kozłowski|Delacroix|Huber|Carvalho|Bonnet|Larsen|Mayer|Fontaine|Vogel|Ferrari".split(
    "|",
  );
const companies =
  "Amber|Basalt|Cedar|Dune|Echo|Flint|Garnet|Heather|Iris|Juniper|Kestrel|Lark|Maple|North|Onyx|Pine|Quartz|River|Slate|Tern".split(
    "|",
  );
const trades =
  "Works|Foods|Logistics|Partners|Software|Energy|Textiles|Motors|Consulting|Health|Pumps|Optics|Studios|Bearings|Systems".split(
    "|",
  );
const forms = ["GmbH", "SAS", "Ltd", "Inc", "AB", ""];

export interface SimulatedPerson extends ExpectedPerson {
  first_name: string;
  last_name: string;
  company: string;
}

/** Distinct made-up people: one in four with a company's name only, as lists come. */
export function simulatedPeople(count: number, seed: number): SimulatedPerson[] {
  return Array.from({ length: count }, (_, index) => {
    const dice = new Dice(`person ${index}`, seed);
    const pick = (what: string, from: readonly string[]): string => from[dice.int(what, from.length)] ?? "";
    const house = `${pick("company", companies)} ${pick("trade", trades)} ${1 + dice.int("number", 400)}`;
    const company = `${house} ${pick("form", forms)}`.trim();
    return {
      first_name: pick("first", firsts),
      last_name: pick("last", lasts),
      full_name: null,
      company,
      domain: dice.roll("company only") < 0.25 ? null : `${house.toLowerCase().replaceAll(" ", "-")}.example`,
    };
  });
}
