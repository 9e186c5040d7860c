import { describe, expect, it } from "vitest";
import { createResolver } from "#functions/_shared/dns/create-resolver.ts";
import { broken, type DnsQuery, type DnsRow, type RawAnswer, silent } from "#functions/_shared/dns/dns-query.ts";
import { examineDomain } from "#functions/_shared/dns/examine-domain.ts";

const mxRow = (name: string, data: string, ttl = 60): DnsRow => ({ name, type: "MX", ttl, data });
const ok = (...rows: DnsRow[]): RawAnswer => ({ outcome: "ok", rows, negativeTtl: null });

function scripted(answer: (name: string, type: string, nth: number) => RawAnswer | Promise<RawAnswer>) {
  const asked: string[] = [];
  let clock = 1_000_000;
  const query: DnsQuery = async (name, type) => {
    asked.push(`${name} ${type}`);
    return answer(name, type, asked.length);
  };
  return {
    asked,
    resolver: createResolver({ query, now: () => clock, asksReserved: false }),
    pass: (seconds: number) => {
      clock += seconds * 1000;
    },
  };
}

describe("the cache", () => {
  it("asks once while an answer holds, and again after its TTL", async () => {
    const { resolver, asked, pass } = scripted((name) => ok(mxRow(name, "10 mx.example.net.")));
    await Promise.all([resolver.mx("a.com"), resolver.mx("a.com")]);
    pass(59);
    expect((await resolver.mx("a.com")).rows).toEqual([{ preference: 10, exchange: "mx.example.net" }]);
    expect(asked).toHaveLength(1);
    pass(2);
    await resolver.mx("a.com");
    expect(asked).toHaveLength(2);
  });

  it("keeps a negative answer as long as the zone says, an hour at most", async () => {
    const { resolver, asked, pass } = scripted(() => ({ outcome: "nxdomain", rows: [], negativeTtl: 1_000_000 }));
    await resolver.mx("a.com");
    pass(3_599);
    await resolver.mx("a.com");
    expect(asked).toHaveLength(1);
    pass(2);
    await resolver.mx("a.com");
    expect(asked).toHaveLength(2);
  });

  it("forgets a fault soon", async () => {
    const { resolver, asked, pass } = scripted(() => broken);
    await resolver.mx("a.com");
    pass(31);
    expect((await resolver.mx("a.com")).outcome).toBe("servfail");
    expect(asked).toHaveLength(2);
  });
});

describe("a resolver that is gone", () => {
  it("is not waited for after three questions, and is tried again after 30 seconds", async () => {
    let alive = false;
    const { resolver, asked, pass } = scripted((name) => (alive ? ok(mxRow(name, "1 mx.a.com")) : silent));
    for (const name of ["a.com", "b.com", "c.com", "d.com", "e.com"]) {
      expect((await resolver.mx(name)).outcome).toBe("timeout");
      pass(1);
    }
    expect(asked).toHaveLength(3);
    alive = true;
    pass(31);
    expect((await resolver.mx("f.com")).outcome).toBe("ok");
  });

  it("is told from zones whose own servers are dead", async () => {
    const { resolver, pass } = scripted((name) => {
      pass(1);
      return name.startsWith("dead") ? silent : ok(mxRow(name, "1 mx.a.com"));
    });
    for (let at = 0; at < 20; at += 1) {
      await resolver.mx(`dead${at}.com`);
      expect((await resolver.mx(`alive${at}.com`)).outcome).toBe("ok");
    }
  });
});

describe("hostile and broken answers", () => {
  it("unreadable MX rows are a fault, not an empty zone", async () => {
    const { resolver } = scripted((name) => ok(mxRow(name, "not a row"), mxRow(name, "99999999 mx.a.com")));
    expect((await resolver.mx("a.com")).outcome).toBe("servfail");
  });

  it("rows of other names are ignored", async () => {
    const { resolver } = scripted(() => ok(mxRow("evil.com", "1 mx.evil.com")));
    expect((await resolver.mx("a.com")).outcome).toBe("nodata");
  });

  it("an endless chain of aliases ends", async () => {
    const { resolver, asked } = scripted((name) =>
      ok({ name, type: "CNAME", ttl: 60, data: `x${name.length}.${name}`.slice(-200) }),
    );
    expect((await resolver.mx("a.com")).outcome).toBe("servfail");
    expect(asked.length).toBeLessThan(20);
  });

  it("a thousand targets are not a thousand questions", async () => {
    const rows = Array.from({ length: 1000 }, (_, at) => mxRow("a.com", `${at} mx${at}.a.com`));
    const { resolver, asked } = scripted((name, type) =>
      type === "MX" ? ok(...rows) : ok({ name, type: "A", ttl: 60, data: "198.51.100.1" }),
    );
    await examineDomain("a.com", { resolver, depth: 3, allowPrivate: false });
    expect(asked.length).toBeLessThanOrEqual(11);
  });
});

describe("reserved names", () => {
  it.each(["a.test", "a.example", "a.invalid", "a.localhost"])(
    "%s is not asked of a public resolver",
    async (domain) => {
      const { resolver, asked } = scripted(() => broken);
      const verdict = await examineDomain(domain, { resolver, depth: 3, allowPrivate: false });
      expect(verdict).toMatchObject({ exists: null, acceptsMail: null, reason: "reserved_domain" });
      expect(asked).toEqual([]);
    },
  );
});
