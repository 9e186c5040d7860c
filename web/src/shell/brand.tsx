import { Link } from "@tanstack/react-router";
import { Logo } from "#ui/logo.tsx";
import { useMessages } from "../language.tsx";

export function Brand() {
  const messages = useMessages();
  return (
    <Link to="/jobs" className="inline-flex items-center gap-2 rounded-md text-base font-semibold tracking-tight">
      <Logo className="size-6" />
      {messages.common.product}
    </Link>
  );
}
