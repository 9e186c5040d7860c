import { CircleCheck, CircleMinus, Monitor, Moon, Sun } from "lucide-react";
import { lazy, Suspense } from "react";
import { locales } from "#core/i18n/formats.ts";
import { Chip } from "#ui/chip.tsx";
import { Segmented } from "#ui/segmented.tsx";
import { useUser } from "../../app-context.tsx";
import { useLanguage } from "../../language.tsx";
import { PageHeader } from "../../shell/page-header.tsx";
import { useMe, useMeta } from "../../shell/use-me.ts";
import { useTheme } from "../../theme.tsx";
import { ConnectExtension } from "../extension/connect-extension.tsx";
import { BudgetSection } from "./budget-section.tsx";
import { Row, Section } from "./settings-section.tsx";
import { VerifierSection } from "./verifier-section.tsx";

const HubspotSection = lazy(() =>
  import("../destinations/hubspot-section.tsx").then((module) => ({ default: module.HubspotSection })),
);

export function SettingsPage() {
  const { messages, locale, setLocale, formats } = useLanguage();
  const { settings: texts } = messages.account;
  const { theme, setTheme } = useTheme();
  const user = useUser();
  const me = useMe();
  const meta = useMeta();
  const role = me.data?.workspace.role;
  return (
    <>
      <PageHeader title={texts.title} />
      <div className="grid max-w-3xl grid-cols-[minmax(0,1fr)] gap-6">
        <Section title={texts.appearance}>
          <Row label={messages.common.theme.label}>
            <Segmented
              label={messages.common.theme.label}
              value={theme}
              onChange={setTheme}
              options={[
                { value: "system", label: messages.common.theme.system, icon: <Monitor aria-hidden /> },
                { value: "light", label: messages.common.theme.light, icon: <Sun aria-hidden /> },
                { value: "dark", label: messages.common.theme.dark, icon: <Moon aria-hidden /> },
              ]}
            />
          </Row>
          <Row label={messages.common.language.label}>
            <Segmented
              label={messages.common.language.label}
              value={locale}
              onChange={setLocale}
              options={locales.map((name) => ({ value: name, label: messages.common.language[name] }))}
            />
          </Row>
        </Section>
        <Section title={texts.profile}>
          <Row label={texts.email}>{user?.email}</Row>
          <Row label={texts.workspace}>{me.data?.workspace.name ?? "…"}</Row>
          <Row label={texts.role}>{me.data ? texts.roles[me.data.workspace.role] : "…"}</Row>
        </Section>
        <Section id="extension" title={messages.account.extension.title}>
          <ConnectExtension />
        </Section>
        {role === undefined ? null : (
          <Suspense fallback={null}>
            <HubspotSection mayChange={role === "owner" || role === "admin"} />
          </Suspense>
        )}
        {role === undefined ? null : <BudgetSection mayChange={role === "owner" || role === "admin"} />}
        <Section title={texts.providers} note={texts.providersNote}>
          {meta.data?.providers.map((provider) => (
            <Row
              key={provider.name}
              label={provider.label}
              note={
                provider.usd_per_email === null ? "" : texts.perEmail(formats.usd(provider.usd_per_email * 1_000_000))
              }
            >
              {provider.configured ? (
                <Chip tone="good" icon={CircleCheck}>
                  {meta.data.sandbox ? messages.common.sandbox.badge : texts.configured}
                </Chip>
              ) : (
                <Chip tone="neutral" icon={CircleMinus}>
                  {texts.missing}
                </Chip>
              )}
            </Row>
          ))}
        </Section>
        {role === "owner" || role === "admin" ? <VerifierSection /> : null}
        <p className="text-xs text-ink-faint">{meta.data ? texts.version(meta.data.version) : ""}</p>
      </div>
    </>
  );
}
