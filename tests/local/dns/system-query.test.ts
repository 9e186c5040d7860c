import { Resolver } from "node:dns/promises";
import { expect, it } from "vitest";
import { systemQuery } from "#local/dns/system-query.ts";

const denied = () => Promise.reject(Object.assign(new Error("no such name"), { code: "ENOTFOUND" }));

/** A resolver of the operating system that denies every name, or every name but `com`. */
function denying(knowsCom: () => boolean): Resolver {
  const resolver = new Resolver();
  return Object.assign(resolver, {
    resolveMx: denied,
    resolve4: denied,
    resolveNs: () => (knowsCom() ? Promise.resolve(["a.gtld-servers.net"]) : denied()),
  });
}

it("believes a denial of a resolver that knows the internet", async () => {
  const query = systemQuery(denying(() => true));
  expect(await query("no-such-name.com", "MX")).toMatchObject({ outcome: "nxdomain" });
});

it("takes the denials of a closed network for silence, and looks again after a minute", async () => {
  let open = false;
  let now = 0;
  const query = systemQuery(
    denying(() => open),
    () => now,
  );
  expect(await query("sap.com", "MX")).toMatchObject({ outcome: "timeout" });
  open = true;
  expect(await query("sap.com", "A")).toMatchObject({ outcome: "timeout" });
  now = 61_000;
  expect(await query("no-such-name.com", "A")).toMatchObject({ outcome: "nxdomain" });
});
