import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { matchColumns } from "#core/imports/columns/match-columns.ts";
import { normaliseHeader } from "#core/imports/columns/normalise-header.ts";

/** Header → field, for the columns that were matched. */
function match(headers: string[], rows: string[][] = []): Record<string, string> {
  const { columns } = matchColumns(headers, rows);
  return Object.fromEntries(
    columns.flatMap((column) => (column.field === null ? [] : [[column.header, column.field]])),
  );
}

describe("hostile headers", () => {
  it("takes 10,000 columns, looks at the first ones and lists the rest as unused", () => {
    const headers = Array.from({ length: 10_000 }, (_, index) => (index === 9_999 ? "First name" : `c${index}`));
    const { mapping, columns } = matchColumns(headers, [headers]);
    expect(mapping).toEqual({});
    expect(columns).toHaveLength(10_000);
    expect(columns[9_999]?.why).toBe("too_many_columns");
  });

  it.each(["__proto__", "constructor", "toString", "hasOwnProperty", "", "   ", "\u0000", "🚀", "x".repeat(100_000)])(
    "%j is no field",
    (header) => {
      expect(matchColumns([header], [["value"]]).mapping).toEqual({});
    },
  );

  it("never gives a field two columns or a column two fields", () => {
    const header = fc.oneof(
      fc.constantFrom(
        "Name",
        "Nom",
        "E-mail",
        "email",
        "Company",
        "Société",
        "URL",
        "Link",
        "LinkedIn",
        "Phone",
        "Title",
        "__proto__",
      ),
      fc.string({ unit: "binary", maxLength: 12 }),
    );
    const cell = fc.constantFrom(
      "",
      "jane@north.example",
      "https://www.linkedin.com/in/jane",
      "+33 6 12 34 56 78",
      "Acme GmbH",
      "Jane Doe",
      "Mr",
    );
    fc.assert(
      fc.property(
        fc.array(header, { maxLength: 12 }),
        fc.array(fc.array(cell, { maxLength: 12 }), { maxLength: 6 }),
        (headers, rows) => {
          const { mapping, columns } = matchColumns(headers, rows);
          const used = Object.values(mapping);
          expect(new Set(used).size).toBe(used.length);
          expect(columns.filter((column) => column.field !== null)).toHaveLength(used.length);
          for (const column of columns) expect(column.confidence).toBeLessThanOrEqual(1);
        },
      ),
      { seed: 21, numRuns: 1500 },
    );
  });
});

describe("headers in four languages", () => {
  it.each([
    [
      [
        "First name",
        "LAST_NAME",
        "Job title",
        "Company",
        "Website",
        "Country",
        "LinkedIn URL",
        "E-mail",
        "Phone number",
      ],
      [
        "first_name",
        "last_name",
        "title",
        "company",
        "domain",
        "country",
        "linkedin_url",
        "given_email",
        "given_phone",
      ],
    ],
    [
      [
        "Prénom du contact",
        "Nom",
        "Société",
        "Site web",
        "Poste",
        "Ville",
        "Pays",
        "Adresse e-mail",
        "Téléphone portable",
      ],
      ["first_name", "last_name", "company", "domain", "title", "location", "country", "given_email", "given_phone"],
    ],
    [
      ["Vorname", "Name", "Firma", "Webseite", "Position", "Ort", "Land", "E-Mail-Adresse", "Handynummer"],
      ["first_name", "last_name", "company", "domain", "title", "location", "country", "given_email", "given_phone"],
    ],
    [
      [
        "Nombre",
        "Apellidos",
        "Empresa",
        "Página web",
        "Cargo",
        "Ciudad",
        "País",
        "Correo electrónico",
        "Teléfono móvil",
      ],
      ["first_name", "last_name", "company", "domain", "title", "location", "country", "given_email", "given_phone"],
    ],
    [
      ["firstName", "lastName", "companyName", "jobTitle", "linkedinProfileUrl", "companyDomain"],
      ["first_name", "last_name", "company", "title", "linkedin_url", "domain"],
    ],
    [
      ["Frist Name", "Lastnmae", "Compnay", "Tittle"],
      ["first_name", "last_name", "company", "title"],
    ],
  ])("%j", (headers, fields) => {
    expect(match(headers)).toEqual(Object.fromEntries(headers.map((header, index) => [header, fields[index]])));
  });

  it("splits camelCase, punctuation and accents", () => {
    expect(normaliseHeader("Prénom_du-Contact")).toBe("prenom du contact");
    expect(normaliseHeader("LinkedInProfileURL")).toBe("linkedin profile url");
    expect(normaliseHeader("E-Mail")).toBe("email");
  });
});

describe("words that mean one thing or another", () => {
  it("Name, Nom and Nombre", () => {
    expect(match(["Name", "Company"])).toMatchObject({ Name: "full_name" });
    expect(match(["Nom", "Entreprise"])).toMatchObject({ Nom: "full_name" });
    expect(match(["Nombre", "Empresa"])).toMatchObject({ Nombre: "full_name" });
    expect(match(["First name", "Last name", "Name"])).toMatchObject({ Name: "full_name", "Last name": "last_name" });
    expect(
      match(
        ["Vorname", "Name"],
        [
          ["Max", "Max Muster"],
          ["Eva", "Eva Muster"],
          ["Jo", "Jo Muster"],
        ],
      ),
    ).toMatchObject({
      Name: "full_name",
    });
  });

  it("Name in a list of companies is the company", () => {
    expect(match(["Name", "Industry", "Employees", "Website"])).toEqual({ Name: "company", Website: "domain" });
    expect(
      match(
        ["Name", "City"],
        [
          ["Acme GmbH", "Bonn"],
          ["North AG", "Ulm"],
        ],
      ),
    ).toMatchObject({ Name: "company" });
  });

  it("Title may be a form of address", () => {
    expect(
      match(
        ["Title", "Name", "Job"],
        [
          ["Mr", "J. Doe", "CEO"],
          ["Mrs.", "A. Doe", "CTO"],
          ["Dr", "B. Doe", "CFO"],
        ],
      ),
    ).toEqual({
      Name: "full_name",
      Job: "title",
    });
    expect(match(["Anrede", "Civilité", "Salutation"])).toEqual({});
  });

  it("URL is what its cells are", () => {
    const profile = "https://www.linkedin.com/in/jane";
    expect(match(["URL"], [[profile], [profile]])).toEqual({ URL: "linkedin_url" });
    expect(match(["URL"], [["https://acme.com"], ["north.de"]])).toEqual({ URL: "domain" });
  });

  it("keeps a company's LinkedIn page, phone and country apart from the person's", () => {
    const headers = ["Person Linkedin Url", "Company Linkedin Url", "Company phone", "Country", "Company Country"];
    expect(match(headers)).toEqual({ "Person Linkedin Url": "linkedin_url", Country: "country" });
  });

  it("does not take what is about an e-mail for an e-mail", () => {
    expect(match(["Email", "Email Status", "Email Confidence", "Email Source"])).toEqual({ Email: "given_email" });
  });

  it("reads Sales Navigator links as ids, never as public addresses", () => {
    const lead = "https://www.linkedin.com/sales/lead/ACwAAAdbzRUBp6enp6enp6enp6enp6enp6enp6c,NAME_SEARCH,x";
    expect(match(["LinkedIn URL"], [[lead], [lead], [lead]])).toEqual({ "LinkedIn URL": "linkedin_id" });
  });
});

describe("cells", () => {
  it("are recognised whatever the header says", () => {
    const row = ["https://www.linkedin.com/in/jane", "jane@north.example", "+33 6 12 34 56 78"];
    expect(match(["a", "b", "c"], [row, row, row])).toEqual({ a: "linkedin_url", b: "given_email", c: "given_phone" });
  });

  it("overrule a header that says otherwise", () => {
    const rows = [
      ["Jane", "jane@north.example"],
      ["Joe", "joe@north.example"],
      ["Ann", "ann@north.example"],
    ];
    expect(match(["Email", "Contact"], rows).Contact).toBe("given_email");
  });

  it("decide between columns of the same name: the fullest wins", () => {
    const rows = [
      ["", "a@north.example"],
      ["", "b@north.example"],
      ["c@north.example", "c@north.example"],
    ];
    const { mapping, columns } = matchColumns(["Email", "Email"], rows);
    expect(mapping.given_email).toBe(1);
    expect(columns[0]?.why).toBe("better_column_exists");
  });

  it("best match wins over an earlier, poorer one", () => {
    expect(match(["Personal email", "Work email"])).toEqual({ "Work email": "given_email" });
    expect(match(["Contact", "Full name"])).toEqual({ "Full name": "full_name" });
  });
});
