import { leadCard, searchPage } from "./pages.ts";
import { leadRow, leadSearchBody, profileToken } from "./people.ts";

const script = "<img src=x onerror=\"window.hacked='name'\"><script>window.hacked='script'</script>";

/** Rows as an attacker would write them into a profile, or a broken page into its body. */
export const hostileRows: Record<string, unknown>[] = [
  leadRow(500, { fullName: `Ada ${script} Example`, firstName: `Ada ${script}`, lastName: "Example" }),
  leadRow(501, { fullName: "B".repeat(200_000), firstName: "B".repeat(200_000) }),
  leadRow(502, { summary: "s".repeat(300_000), geoRegion: "javascript:alert(1)" }),
  leadRow(503, {
    entityUrn: "urn:li:fs_salesProfile:(javascript:alert(1),NAME_SEARCH,x)",
    flagshipProfileUrl: "javascript:alert(document.cookie)",
  }),
  leadRow(504, { flagshipProfileUrl: "https://www.linkedin.com.evil.test/in/ada-example" }),
  leadRow(505, { flagshipProfileUrl: "https://www.linkedin.com@evil.test/in/ada-example" }),
  leadRow(506, { currentPositions: [{ title: { toString: "x" }, companyName: ["Orchard"], current: true }] }),
  leadRow(507, { fullName: "\u202eelpmaxE adA\u202c\u0000", firstName: "\u202eadA", lastName: "elpmaxE\u0000" }),
  leadRow(508, { objectUrn: `urn:li:member:${"9".repeat(40)}` }),
  { objectUrn: "urn:li:member:910000509", entityUrn: null, fullName: 7, __proto__: { polluted: true } },
];

export const hostileBody = leadSearchBody({ rows: hostileRows, total: hostileRows.length });

/** Cards whose links lead elsewhere. */
export const hostileCards: string[] = [
  `<li class="artdeco-list__item"><a data-lead-search-result="profile-link-st1" href="javascript:alert(1)//sales/lead/${profileToken(910_000_510)}"><span data-anonymize="person-name">Script Link</span></a></li>`,
  `<li class="artdeco-list__item"><a href="https://www.linkedin.com.evil.test/sales/lead/${profileToken(910_000_511)},NAME_SEARCH,ab"><span data-anonymize="person-name">Other Host</span></a></li>`,
  `<li class="artdeco-list__item"><a href="//evil.test/sales/lead/${profileToken(910_000_512)},NAME_SEARCH,ab"><span data-anonymize="person-name">No Scheme</span></a></li>`,
  leadCard(500),
];

/** A page that attacks: forged messages to whoever listens, and the same in every form of the extension's own. */
export const hostilePage = searchPage(hostileCards).replace(
  "</body>",
  `<script>
    const rows = { elements: [], paging: { start: 0, count: 25, total: 1 } };
    const forged = [
      "captely:reader",
      { to: "worker", type: "capture", tab: 1, want: "both", without: [] },
      { to: "worker", type: "page_changed" },
      { to: "page", type: "next" },
      { url: "/sales-api/salesApiLeadSearch", status: 200, text: JSON.stringify(rows) },
    ];
    for (const message of forged) {
      window.postMessage(message, "*", [new MessageChannel().port2]);
      window.postMessage(message, "*");
    }
    let pressed = 0;
    document.querySelector("[aria-label=Next]").addEventListener("click", () => { pressed += 1; });
    const xhr = new XMLHttpRequest();
    xhr.open("GET", "/sales-api/salesApiLeadSearch?name=hostile&start=0");
    xhr.onload = () => { document.title = "hostile"; };
    xhr.send();
    window.pressed = () => pressed;
  </script></body>`,
);
