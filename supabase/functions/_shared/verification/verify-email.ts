import type { DomainVerdict } from "#core/verification/dns/domain-verdict.ts";
import type { Resolver } from "#core/verification/dns/resolver-port.ts";
import { parseEmail } from "#core/verification/email-syntax.ts";
import type { VerifyLevel } from "#core/verification/email-verdict.ts";
import { type ExplainedVerdict, judgeEmail } from "#core/verification/judge-email.ts";
import type { SmtpProbe } from "#core/verification/smtp/smtp-probe-port.ts";
import { examineDomain } from "../dns/examine-domain.ts";
import { envFlag } from "../env.ts";
import type { EmailService } from "./services/email-service.ts";

export interface EmailVerifierOptions {
  resolver: Resolver;
  /** Milliseconds since 1970. */
  now: () => number;
  /** Who speaks SMTP. Without one, level 4 ends at level 3 and says `smtp_not_performed`. */
  smtpProbe?: SmtpProbe;
  /** Asked where level 3 leaves the question open and nobody of ours spoke SMTP. */
  service?: Pick<EmailService, "ask"> | null;
  /** The long list of throw-away domains (a table, a file). Asked with the domain in A-labels. */
  isListedDisposable?: (domain: string) => boolean | Promise<boolean>;
}

export interface EmailVerifier {
  /** Never throws for what an address, a zone or a mail server does. Level 0 and 1 ask nobody. */
  verify(address: string, level: VerifyLevel): Promise<ExplainedVerdict>;
}

export function createEmailVerifier(options: EmailVerifierOptions): EmailVerifier {
  const { resolver, now, smtpProbe, isListedDisposable, service = null } = options;
  const allowPrivate = envFlag("VERIFY_ALLOW_PRIVATE_MX");
  // One verdict per domain for the addresses of a batch that are under way together; answers outlive it in the resolver.
  const underWay = new Map<string, Promise<DomainVerdict>>();

  function examine(domain: string, depth: 2 | 3): Promise<DomainVerdict> {
    const key = `${depth} ${domain}`;
    const running = underWay.get(key);
    if (running !== undefined) return running;
    const started = examineDomain(domain, { resolver, depth, allowPrivate }).finally(() => underWay.delete(key));
    underWay.set(key, started);
    return started;
  }

  return {
    async verify(email, level) {
      const syntax = parseEmail(email);
      const depth = level >= 3 ? 3 : level === 2 ? 2 : 1;
      const evidence = { email, syntax, domain: null, depth, smtp: null, listedDisposable: false, now: now() } as const;
      if (!syntax.ok) return judgeEmail(evidence);
      const listedDisposable = (await isListedDisposable?.(syntax.domain)) ?? false;
      if (depth === 1) return judgeEmail({ ...evidence, listedDisposable });

      const domain = await examine(syntax.domain, depth);
      const mayProbe = level === 4 && domain.acceptsMail === true && smtpProbe !== undefined;
      const { local, smtputf8 } = syntax;
      const smtp = mayProbe
        ? await smtpProbe.probe({
            local,
            domain: syntax.domain,
            hosts: domain.hosts,
            provider: domain.provider,
            smtputf8,
          })
        : null;
      const verdict = judgeEmail({ ...evidence, listedDisposable, domain, smtp, now: now() });
      if (service === null || level < 3 || verdict.reason !== "smtp_not_performed") return verdict;
      const opinion = await service.ask(verdict.normalized ?? email);
      return opinion === null
        ? verdict
        : judgeEmail({ ...evidence, listedDisposable, domain, smtp, service: opinion, now: now() });
    },
  };
}
