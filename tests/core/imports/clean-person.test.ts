import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cleanNameText } from "#core/imports/people/clean-name-text.ts";
import { cleanPersonName } from "#core/imports/people/clean-person.ts";

const full = (name: string) => {
  const { first_name, last_name, full_name } = cleanPersonName({ full: name });
  return [first_name, last_name, full_name];
};

describe("names that are none", () => {
  it.each(["", " ", "-", "n/a", "N/A", "NULL", "#REF!", "???", "12345", "🚀", "LinkedIn Member", "jane@north.example"])(
    "%j",
    (name) => {
      expect(full(name)).toEqual([null, null, null]);
    },
  );

  it("keeps family names that look like nothing", () => {
    expect(full("Jennifer Null")).toEqual(["Jennifer", "Null", "Jennifer Null"]);
    expect(full("Min-ji Na")).toEqual(["Min-ji", "Na", "Min-ji Na"]);
  });

  it("refuses a cell that is a text", () => {
    expect(cleanNameText("Jane ".repeat(60))).toBeNull();
  });
});

describe("one cell → first, last and full name", () => {
  it.each([
    // Decoration
    ["Jane Doe 🚀", "Jane", "Doe"],
    ["🇫🇷 Jean-Luc Dupont", "Jean-Luc", "Dupont"],
    ["Jane Doe ✔ Hiring!", "Jane", "Doe"],
    ["Jane\u200b\u00a0Doe", "Jane", "Doe"],
    ["𝗝𝗮𝗻𝗲 𝗗𝗼𝗲", "Jane", "Doe"],
    ["Jane Doe (she/her)", "Jane", "Doe"],
    ["Jane Doe she/her/hers", "Jane", "Doe"],
    ['Robert "Bob" Smith', "Robert", "Smith"],
    ["Robert (Bob) Smith", "Robert", "Smith"],
    ["Robert 'Bob' Smith", "Robert", "Smith"],
    ["Jane Doe is reachable", "Jane", "Doe"],
    ["Jane Doe · 2nd", "Jane", "Doe"],
    ["Martin Müller Martin Müller", "Martin", "Müller"],
    ["Jane Doe - CEO at North", "Jane", "Doe"],
    ["Jane Doe | Growth", "Jane", "Doe"],
    // Forms of address and grades
    ["Dr. Jane Doe, MD, CFA®", "Jane", "Doe"],
    ["Jane Doe, MBA, PhD", "Jane", "Doe"],
    ["Jane Doe MBA", "Jane", "Doe"],
    ["Jane Doe M.A.", "Jane", "Doe"],
    ["John Smith Jr.", "John", "Smith"],
    ["John Smith III", "John", "Smith"],
    ["Herr Dr. Max Mustermann", "Max", "Mustermann"],
    ["Anna Schmidt, Dipl.-Ing.", "Anna", "Schmidt"],
    ["M. Jean Dupont", "Jean", "Dupont"],
    ["M. Night", "M.", "Night"],
    ["Mme Claire Martin", "Claire", "Martin"],
    ["Sr. Juan Pérez", "Juan", "Pérez"],
    ["Juan Pérez Sr.", "Juan", "Pérez"],
    ["Jack Ma", "Jack", "Ma"],
    ["JACK MA", "Jack", "Ma"],
    // Surname first, or a grade after the comma
    ["O'Connor-Smith, Seán", "Seán", "O'Connor-Smith"],
    ["Ørsted, Hans Christian", "Hans Christian", "Ørsted"],
    ["DUPONT, JEAN", "Jean", "Dupont"],
    ["van der Berg, Jan", "Jan", "van der Berg"],
    ["Smith, John, PhD", "John", "Smith"],
    ["Jane Doe, CEO at North", "Jane", "Doe"],
    // Capitals
    ["JANE DOE", "Jane", "Doe"],
    ["jane doe", "Jane", "Doe"],
    ["Jean DUPONT", "Jean", "Dupont"],
    ["Jean LE GOFF", "Jean", "Le Goff"],
    ["JP Smith", "JP", "Smith"],
    ["J.K. Rowling", "J.K.", "Rowling"],
    ["ronald mcdonald", "Ronald", "McDonald"],
    ["DOUGLAS MACARTHUR", "Douglas", "MacArthur"],
    ["Emmanuel MACRON", "Emmanuel", "Macron"],
    ["sinead o’connor", "Sinead", "O'Connor"],
    ["deGrasse Tyson", "deGrasse", "Tyson"],
    ["İBRAHİM YILMAZ", "Ibrahim", "Yilmaz"],
    ["ΓΙΩΡΓΟΣ ΠΑΠΑΔΟΠΟΥΛΟΣ", "Γιωργος", "Παπαδοπουλος"],
    // Particles
    ["Ludwig van Beethoven", "Ludwig", "van Beethoven"],
    ["JAN VAN DER BERG", "Jan", "van der Berg"],
    ["MARIA DE LA CRUZ", "Maria", "de la Cruz"],
    ["Oscar De La Hoya", "Oscar", "De La Hoya"],
    ["Leonardo da Vinci", "Leonardo", "da Vinci"],
    ["José Ortega y Gasset", "José", "Ortega y Gasset"],
    ["MOHAMMED EL AMRANI", "Mohammed", "El Amrani"],
    ["Al Pacino", "Al", "Pacino"],
    // More than two words
    ["Mary Jane Watson", "Mary Jane", "Watson"],
    ["José Luis Pérez Gómez", "José Luis", "Pérez Gómez"],
    ["Gabriel García Márquez", "Gabriel", "García Márquez"],
    ["John F. Kennedy", "John", "Kennedy"],
    // East Asian names carry the family name first
    ["山田 太郎", "太郎", "山田"],
    ["김 민수", "민수", "김"],
  ])("%j", (name, first, last) => {
    const clean = cleanPersonName({ full: name });
    expect([clean.first_name, clean.last_name]).toEqual([first, last]);
  });

  it.each(["Cher", "Raman, PhD", "Mr. Bean", "张伟"])("leaves people with one name without a last one: %j", (name) => {
    expect(cleanPersonName({ full: name }).last_name).toBeNull();
  });

  it("keeps the order of East Asian names and middle names in the full name", () => {
    expect(full("山田 太郎")[2]).toBe("山田 太郎");
    expect(full("John F. Kennedy")[2]).toBe("John F. Kennedy");
  });
});

describe("several cells", () => {
  it("prefers first and last name to the full one", () => {
    expect(cleanPersonName({ first: "jane", last: "DOE", full: "Somebody Else" })).toEqual({
      first_name: "Jane",
      last_name: "Doe",
      full_name: "Jane Doe",
    });
  });

  it("splits a whole name that stands in one of the two", () => {
    expect(cleanPersonName({ first: "Jane Doe", last: "" }).last_name).toBe("Doe");
    expect(cleanPersonName({ first: "", last: "Jane Doe" }).first_name).toBe("Jane");
    expect(cleanPersonName({ first: "Jane", last: "Jane Doe" }).last_name).toBe("Doe");
  });

  it("keeps a lone family name as one", () => {
    expect(cleanPersonName({ last: "van Houten" })).toMatchObject({ first_name: null, last_name: "van Houten" });
  });
});

const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.string({ unit: "grapheme", maxLength: 60 }),
  fc
    .array(
      fc.constantFrom(
        "Jane",
        "DOE",
        "van",
        "de",
        "la",
        "O'Neil",
        "mcdonald",
        "MBA",
        "PhD,",
        ",",
        "(Bob)",
        "Dr.",
        "M.",
        "Sr.",
        "-",
        "|",
        "🚀",
        "she/her",
        "'",
        '"',
        "Ma",
        "MA",
        "II",
        "y",
        "LE",
        "ß",
        "ŉ",
        "İ",
        "é",
        "e\u0301",
        "\u200d",
        "Jr.",
        "is reachable",
      ),
      { maxLength: 7 },
    )
    .map((words) => words.join(" ")),
);

describe("a whole name cut at a space", () => {
  it.each([
    ["Dr.", "Peter Müller", ["Peter", "Müller", "Peter Müller"]],
    ["Prof.", "Dr. med. Ute Krause", ["Ute", "Krause", "Ute Krause"]],
    ["Herr", "Schmidt", [null, "Schmidt", "Schmidt"]],
    ["Raman,", "PhD", ["Raman", null, "Raman"]],
    ["Raman", "PhD", ["Raman", null, "Raman"]],
    ["O'Connor-Smith,", "Seán", ["Seán", "O'Connor-Smith", "Seán O'Connor-Smith"]],
    // Family names that are grades elsewhere.
    ["Jack", "Ma", ["Jack", "Ma", "Jack Ma"]],
    ["Ann", "Do", ["Ann", "Do", "Ann Do"]],
  ])("%s + %s", (first, last, expected) => {
    for (const whole of ["", `${first} ${last}`]) {
      const name = cleanPersonName({ first, last, full: whole });
      expect([name.first_name, name.last_name, name.full_name]).toEqual(expected);
    }
  });

  it.each([
    ["Ada Lovelace, FRS", ["Ada", "Lovelace", "Ada Lovelace"]],
    ["Dr. rer. nat. Hans Meier", ["Hans", "Meier", "Hans Meier"]],
    ["Lovelace, Ada", ["Ada", "Lovelace", "Ada Lovelace"]],
    ["LOVELACE, ADA", ["Ada", "Lovelace", "Ada Lovelace"]],
  ])("%s", (name, expected) => {
    expect(full(name)).toEqual(expected);
  });
});

describe("any text", () => {
  it("never throws, and cleaning twice changes nothing", () => {
    fc.assert(
      fc.property(text, (raw) => {
        const once = cleanNameText(raw);
        if (once !== null) expect(cleanNameText(once)).toBe(once);
      }),
      { seed: 7, numRuns: 4000 },
    );
  });

  it("keeps a cleaned person as it is", () => {
    fc.assert(
      fc.property(text, text, text, (first, last, whole) => {
        const once = cleanPersonName({ first, last, full: whole });
        const again = cleanPersonName({
          first: once.first_name ?? "",
          last: once.last_name ?? "",
          full: once.full_name ?? "",
        });
        expect(again).toEqual(once);
      }),
      { seed: 8, numRuns: 3000 },
    );
  });
});
