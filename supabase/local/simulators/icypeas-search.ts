import { Dice } from "./dice.ts";
import { readDomain } from "./domains.ts";
import type { Truth } from "./population.ts";
import type { World } from "./world.ts";

export const tasks = ["email-search", "email-verification", "domain-search"] as const;
export type Task = (typeof tasks)[number];

/** One search: a single one, or one row of a bulk. Its outcome is settled at submission and shown when its time comes. */
export interface Search {
  id: string;
  file: string;
  name: string;
  order: number;
  task: Task;
  row: readonly string[];
  externalId: string;
  webhookUrl: string;
  createdAt: number;
  finishAt: number;
  final: FinalStatus;
}

export type FinalStatus = "DEBITED" | "FOUND" | "NOT_FOUND" | "DEBITED_NOT_FOUND" | "BAD_INPUT" | "INSUFFICIENT_FUNDS";

export const foundStatuses: readonly string[] = ["DEBITED", "FOUND"];

const prices: Readonly<Record<Task, number>> = { "email-search": 1, "email-verification": 0.1, "domain-search": 1 };

/** Carries a search out and bills it; the answer is read again from the population when somebody asks. */
export function settle(world: World, task: Task, row: readonly string[]): FinalStatus {
  const ledger = world.ledgers.icypeas;
  if (!usable(task, row)) {
    ledger.ask(`bad input ${row.join(" ")}`);
    return "BAD_INPUT";
  }
  if (!ledger.affords(prices[task])) {
    ledger.ask(row.join(" "), "unpaid");
    return "INSUFFICIENT_FUNDS";
  }
  switch (task) {
    case "email-search": {
      const truth = truthOfRow(world, row);
      ledger.ask(truth.key);
      const { found } = truth.findableBy.icypeas;
      if (!found) return "NOT_FOUND";
      ledger.counts.found++;
      ledger.charge(truth.key, prices[task]);
      // Nearly all found searches settle on DEBITED; the other word means the same.
      return new Dice(truth.key, 37).roll("status") < 0.05 ? "FOUND" : "DEBITED";
    }
    case "email-verification": {
      const email = row[0] ?? "";
      ledger.ask(email, task);
      const found = certaintyOfAddress(world, email) !== "not_found";
      // A catch-all domain cannot be told apart: the work is billed although nothing is known afterwards.
      ledger.charge(email, prices[task], task);
      if (found) ledger.counts.found++;
      return found ? "DEBITED" : "DEBITED_NOT_FOUND";
    }
    case "domain-search": {
      const subject = row[0] ?? "";
      ledger.ask(subject, task);
      const truth = world.truth({ fullName: "Role Box", ...companyOrDomain(subject) });
      if (truth.facts === null || truth.facts.state !== "mail") return "NOT_FOUND";
      ledger.counts.found++;
      ledger.charge(subject, prices[task], task);
      return "DEBITED";
    }
  }
}

function usable(task: Task, row: readonly string[]): boolean {
  if (task === "email-search") return (row[0] !== "" || row[1] !== "") && row[2] !== "";
  if (task === "email-verification") return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(row[0] ?? "");
  return row[0] !== "";
}

export function truthOfRow(world: World, row: readonly string[]): Truth {
  const [firstName = "", lastName = "", where = ""] = row;
  return world.truth({ firstName, lastName, ...companyOrDomain(where) });
}

function companyOrDomain(where: string): { domain: string } | { company: string } {
  return readDomain(where) === null ? { company: where } : { domain: where };
}

type Certainty = "ultra_sure" | "very_sure" | "sure" | "probable" | "undeliverable" | "not_found";

function certaintyOfAddress(world: World, email: string): Certainty {
  const facts = world.truth({ fullName: "Any Body", domain: email.slice(email.indexOf("@") + 1) }).facts;
  if (facts === null || facts.state === "nxdomain" || facts.state === "null_mx" || facts.state === "no_mx") {
    return "undeliverable";
  }
  if (facts.catchAll || facts.state === "servfail") return "not_found";
  return world.mailbox(email) === false ? "undeliverable" : "ultra_sure";
}

const running = {
  firstname: "",
  lastname: "",
  fullname: "",
  gender: "UNKNOWN",
  emails: [],
  phones: [],
  saasServices: [],
};

/** The item as the API shows it at this moment. */
export function itemOf(world: World, search: Search, now: number): Record<string, unknown> {
  const status = statusAt(search, now);
  const done = status === search.final;
  return {
    _id: search.id,
    name: search.name,
    user: "u_sandbox",
    ...(search.file === "" ? {} : { file: search.file }),
    order: search.order,
    status,
    results: done && foundStatuses.includes(status) ? resultsOf(world, search) : running,
    userData: { externalId: search.externalId, webhookUrl: search.webhookUrl },
    system: {
      createdAt: new Date(search.createdAt).toISOString(),
      modifiedAt: new Date(Math.min(now, search.finishAt)).toISOString(),
    },
  };
}

/** Queued, scheduled, in progress, then the final word. */
export function statusAt(search: Search, now: number): string {
  if (now >= search.finishAt) return search.final;
  const share = (now - search.createdAt) / (search.finishAt - search.createdAt);
  return share < 0.15 ? "NONE" : share < 0.4 ? "SCHEDULED" : "IN_PROGRESS";
}

function resultsOf(world: World, search: Search): Record<string, unknown> {
  if (search.task === "email-search") {
    const truth = truthOfRow(world, search.row);
    const { email, label, wrong } = truth.findableBy.icypeas;
    world.remember(email, wrong === null && truth.facts?.catchAll === false);
    return {
      firstname: truth.firstName,
      lastname: truth.lastName,
      fullname: `${truth.firstName} ${truth.lastName}`.trim(),
      gender: truth.gender,
      emails: email === null ? [] : [mailbox(email, label, truth)],
      phones: [],
      saasServices: [],
    };
  }
  const subject = search.row[0] ?? "";
  if (search.task === "email-verification") {
    const truth = world.truth({ fullName: "Any Body", domain: subject.slice(subject.indexOf("@") + 1) });
    return { ...running, emails: [mailbox(subject, certaintyOfAddress(world, subject), truth)] };
  }
  const truth = world.truth({ fullName: "Role Box", ...companyOrDomain(subject) });
  return { ...running, emails: [mailbox(`contact@${truth.domain ?? ""}`, "very_sure", truth)] };
}

function mailbox(email: string, certainty: string, truth: Truth): Record<string, unknown> {
  return {
    email,
    certainty,
    mxProvider: truth.facts?.family === "microsoft365" ? "outlook" : (truth.facts?.family ?? "unknown"),
    mxRecords: (truth.facts?.mx ?? []).map(({ host }) => host),
  };
}
