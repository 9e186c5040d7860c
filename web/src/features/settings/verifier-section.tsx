import { useQuery } from "@tanstack/react-query";
import { CircleCheck, CircleMinus, CircleX, TriangleAlert } from "lucide-react";
import { type VerifierState, verifierStateSchema } from "#contracts/api/verify.ts";
import { Chip } from "#ui/chip.tsx";
import { useApi } from "../../app-context.tsx";
import { useLanguage } from "../../language.tsx";
import { Row, Section } from "./settings-section.tsx";

/** Whether somebody asks mail servers for mailboxes, and what is wrong with how they see it. */
export function VerifierSection() {
  const api = useApi();
  const { messages } = useLanguage();
  const texts = messages.verifier;
  const state = useQuery({
    queryKey: ["verifier"],
    queryFn: ({ signal }) => api.call(verifierStateSchema, "/verify/verifier", { signal }),
    refetchInterval: 15_000,
  });
  if (!state.data) return null;
  const { verifier, waiting } = state.data;
  return (
    <Section title={texts.title} note={texts.note}>
      <StateRow verifier={verifier} waiting={waiting} />
      {verifier.running ? <OutsideRows verifier={verifier} /> : null}
    </Section>
  );
}

function StateRow({ verifier: { running, last_seen }, waiting }: VerifierState) {
  const { messages, formats } = useLanguage();
  const texts = messages.verifier;
  if (running) {
    return (
      <Row label={texts.state} note={waiting > 0 ? texts.waiting(waiting) : ""}>
        <Chip tone="good" icon={CircleCheck}>
          {texts.running}
        </Chip>
      </Row>
    );
  }
  return (
    <Row
      label={texts.state}
      note={last_seen === null ? texts.neverRan : texts.seen(formats.ago(last_seen, Date.now()))}
    >
      <Chip tone="neutral" icon={CircleMinus}>
        {texts.stopped}
      </Chip>
    </Row>
  );
}

/** How mail servers see it. */
function OutsideRows({ verifier: { helo, address, port25, ptr, listed } }: Pick<VerifierState, "verifier">) {
  const { messages } = useLanguage();
  const texts = messages.verifier;
  const tones = {
    good: { tone: "good", icon: CircleCheck },
    warn: { tone: "warn", icon: TriangleAlert },
    bad: { tone: "bad", icon: CircleX },
    none: { tone: "neutral", icon: CircleMinus },
  } as const;
  const port = { open: tones.good, closed: tones.bad, unknown: tones.none }[port25];
  const name = { match: tones.good, mismatch: tones.warn, missing: tones.warn, unknown: tones.none }[ptr];
  const blocked = listed === null ? tones.none : listed.length === 0 ? tones.good : tones.bad;
  const needsName = ptr === "mismatch" || ptr === "missing";
  return (
    <>
      <Row label={texts.port} note={port25 === "closed" ? texts.portHelp : ""}>
        <Chip {...port}>{texts.ports[port25]}</Chip>
      </Row>
      <Row label={texts.name} note={needsName ? texts.nameHelp(helo ?? texts.ownName) : (address ?? "")}>
        <Chip {...name}>{texts.names[ptr]}</Chip>
      </Row>
      <Row label={texts.lists} note={listed?.join(", ") ?? ""}>
        <Chip {...blocked}>
          {listed === null ? texts.listsUnknown : listed.length === 0 ? texts.notListed : texts.listed(listed.length)}
        </Chip>
      </Row>
    </>
  );
}
