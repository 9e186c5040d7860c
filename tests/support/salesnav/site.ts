import type { Route } from "@playwright/test";
import { hostileBody, hostilePage } from "./hostile.ts";
import { leadCard, sduiProfile, sduiSearch, searchPage, singlePage, skeletonCard } from "./pages.ts";
import {
  accountRow,
  companyBody,
  leadRow,
  leadSearchBody,
  normalizedBody,
  profileBody,
  profileToken,
  syntheticPerson,
} from "./people.ts";

/**
 * A LinkedIn made of synthetic people, which behaves as the real one is said to: the frame comes first and its rows by
 * XHR (as blob, text, JSON or bytes, also as POST in place of GET); rows are skeletons until they are seen; buttons lead
 * to the next page; the header loads things of its own.
 */
interface SearchScript {
  /** Index of the first person. */
  from: number;
  total: number;
  german?: boolean;
  body: XMLHttpRequestResponseType;
  method?: "GET" | "POST";
  /** This page is refused with 429. */
  refusedPage?: number;
}

/** Searches by their keyword. */
export const searches = {
  team: { from: 0, total: 68, body: "blob", method: "POST" },
  berlin: { from: 100, total: 60, body: "arraybuffer", german: true, refusedPage: 2 },
  huge: { from: 200, total: 11_000, body: "json" },
} as const satisfies Record<string, SearchScript>;
type SearchName = keyof typeof searches;

const pageSize = 25;
const origin = "https://www.linkedin.com";

export const searchUrl = (name: SearchName): string =>
  `${origin}/sales/search/people?query=${encodeURIComponent(`(filters:List((type:REGION,values:List((id:1,text:France,selectionType:INCLUDED)))),keywords:${name})`)}`;
export const listUrl = `${origin}/sales/lists/people/7000000000000000001`;
export const accountsUrl = `${origin}/sales/search/company?query=(keywords:works)`;
export const accountUrl = `${origin}/sales/company/5001?_ntb=x`;
export const leadUrl = `${origin}/sales/lead/${profileToken(syntheticPerson(400).id)},NAME_SEARCH,ab12`;
export const profileUrl = `${origin}/in/sample-person-410/`;
export const classicUrl = `${origin}/search/results/people/?keywords=sample`;
export const hostileUrl = `${origin}/sales/search/people?query=(keywords:hostile)`;

const json = (route: Route, body: unknown, status = 200) => route.fulfill({ status, json: body });
const html = (route: Route, body: string) => route.fulfill({ contentType: "text/html; charset=utf-8", body });

/** Answers one request to www.linkedin.com. */
export function answerSite(route: Route): Promise<void> {
  const url = new URL(route.request().url());
  if (url.pathname.startsWith("/sales-api/")) return answerApi(route, url);
  if (url.pathname === "/in/sample-person-410/") return html(route, sduiProfile(410));
  if (url.pathname === "/search/results/people/") return html(route, sduiSearch([420, 421, 422]));
  if (url.pathname.startsWith("/sales/lead/")) return html(route, singlePage("salesApiProfiles/(profileId:x)"));
  if (url.pathname.startsWith("/sales/company/")) return html(route, singlePage("salesApiCompanies/5001"));
  if (url.pathname === "/sales/search/company") return html(route, loadingPage("salesApiAccountSearch?q=x", "json"));
  if (url.pathname.startsWith("/sales/lists/people/"))
    return html(route, loadingPage("salesApiPeopleSearch?q=peopleSearchQuery", ""));
  if (url.href.startsWith(hostileUrl)) return html(route, hostilePage);
  const name = searchOf(url.searchParams.get("query") ?? "");
  return name === null ? html(route, "<!doctype html><title>Feed</title><main>Feed</main>") : html(route, search(name));
}

function searchOf(query: string): SearchName | null {
  const name = /keywords:(\w+)/.exec(query)?.[1] ?? "";
  return Object.hasOwn(searches, name) ? (name as SearchName) : null;
}

function answerApi(route: Route, url: URL): Promise<void> {
  const [endpoint = ""] = url.pathname.slice("/sales-api/".length).split("/");
  switch (endpoint) {
    case "salesApiLeadSearch": {
      if (url.searchParams.get("name") === "hostile") return json(route, hostileBody);
      const name = searchOf(`keywords:${url.searchParams.get("name") ?? ""}`);
      if (name === null) return json(route, {}, 404);
      return answerSearch(route, searches[name], Number(url.searchParams.get("start")));
    }
    case "salesApiPeopleSearch": {
      const rows = Array.from({ length: 6 }, (_, index) => leadRow(300 + index));
      // Somebody who does not share data with third parties, and a memorial account.
      rows.push(leadRow(306, { blockThirdPartyDataSharing: true }), leadRow(307, { memorialized: true }));
      return json(route, normalizedBody({ rows, total: 8 }));
    }
    case "salesApiAccountSearch":
      return json(route, { ...leadSearchBody({ rows: [0, 1, 2, 3].map(accountRow), total: 4 }) });
    case "salesApiCompanies":
      return json(route, companyBody(1));
    case "salesApiProfiles":
      return json(route, profileBody(400));
    default:
      // The header's own: the signed-in user, with a larger body and a paging of its own.
      return json(route, {
        elements: [leadRow(999)],
        paging: { start: 0, count: 10, total: 1 },
        filler: "x".repeat(9_000),
      });
  }
}

function answerSearch(route: Route, script: SearchScript, start: number): Promise<void> {
  if (script.refusedPage !== undefined && start / pageSize + 1 >= script.refusedPage) return json(route, {}, 429);
  const count = Math.min(pageSize, script.total - start);
  const rows = Array.from({ length: count }, (_, offset) => leadRow(script.from + start + offset));
  return json(route, leadSearchBody({ start, total: script.total, rows }));
}

/** A page that asks for one body as it opens and shows nothing of it. */
function loadingPage(address: string, body: XMLHttpRequestResponseType): string {
  return searchPage([]).replace(
    "</body>",
    `<script>
      const xhr = new XMLHttpRequest();
      xhr.open("GET", "/sales-api/${address}");
      xhr.responseType = "${body}";
      xhr.onload = () => { document.title = "loaded"; };
      setTimeout(() => xhr.send(), 50);
    </script></body>`,
  );
}

function search(name: SearchName): string {
  const script: SearchScript = searches[name];
  const { from, total, german = false, body, method = "GET" } = script;
  const shown = Math.min(total, 75);
  const cards = Array.from({ length: shown }, (_, index) => leadCard(from + index, { german }));
  return searchPage([], german ? "de" : "en").replace(
    "</body>",
    `<script>
      const cards = ${JSON.stringify(cards).replaceAll("<", "\\u003c")};
      const skeleton = ${JSON.stringify(skeletonCard).replaceAll("<", "\\u003c")};
      const list = document.querySelector("#search-results-container ol");
      const next = document.querySelector("[aria-label=Next]");
      if (${german}) next.setAttribute("aria-label", "Weiter");
      window.heard = [];
      window.addEventListener("message", (event) => window.heard.push(String(event.data)));
      let page = Number(new URLSearchParams(location.search).get("page") ?? 1);
      const seen = new IntersectionObserver((entries) => {
        for (const { isIntersecting, target } of entries) {
          if (!isIntersecting) continue;
          seen.unobserve(target);
          setTimeout(() => { target.outerHTML = cards[Number(target.dataset.place)]; }, 60);
        }
      });
      function show(start) {
        list.innerHTML = "";
        for (let place = start; place < Math.min(start + ${pageSize}, cards.length); place += 1) {
          list.insertAdjacentHTML("beforeend", skeleton);
          list.lastElementChild.dataset.place = String(place);
          seen.observe(list.lastElementChild);
        }
        next.disabled = start + ${pageSize} >= ${total};
        document.title = "page " + page;
      }
      function load() {
        const start = (page - 1) * ${pageSize};
        list.innerHTML = skeleton.repeat(${pageSize});
        const xhr = new XMLHttpRequest();
        xhr.open("${method}", "/sales-api/salesApiLeadSearch?q=searchQuery&name=${name}&start=" + start + "&count=${pageSize}");
        xhr.responseType = "${body}";
        if ("${method}" === "POST") xhr.setRequestHeader("x-http-method-override", "GET");
        xhr.onload = () => { if (xhr.status < 300) show(start); else document.title = "refused"; };
        xhr.send("${method}" === "POST" ? "decorationId=x" : null);
        fetch("/sales-api/salesApiNavChrome");
      }
      next.addEventListener("click", () => {
        page += 1;
        const address = new URL(location.href);
        address.searchParams.set("page", String(page));
        history.pushState(null, "", address);
        load();
      });
      load();
    </script></body>`,
  );
}
