import { useEffect, useState } from "react";

interface LiveTextProps {
  text: string;
  /** A changing count is read out at most this often, in milliseconds. */
  everyMs?: number;
}

/** Words for screen readers only, polite and rate-limited: a poll each second must not become a monologue. */
export function LiveText({ text, everyMs = 0 }: LiveTextProps) {
  const [spoken, setSpoken] = useState("");
  const [lastAt, setLastAt] = useState(0);
  useEffect(() => {
    if (text === spoken) return;
    const wait = Math.max(0, lastAt + everyMs - Date.now());
    const timer = setTimeout(() => {
      setSpoken(text);
      setLastAt(Date.now());
    }, wait);
    return () => clearTimeout(timer);
  }, [text, spoken, lastAt, everyMs]);
  return (
    <span role="status" className="sr-only">
      {spoken}
    </span>
  );
}
