import { Toaster as Sonner } from "sonner";

export function Toaster({ theme, label }: { theme: "light" | "dark" | "system"; label: string }) {
  return (
    <Sonner
      theme={theme}
      position="bottom-right"
      containerAriaLabel={label}
      gap={8}
      toastOptions={{
        style: {
          background: "var(--raised)",
          color: "var(--ink)",
          border: "1px solid var(--line)",
          borderRadius: "var(--radius-lg)",
          fontFamily: "var(--font-sans)",
          boxShadow: "var(--shadow-overlay)",
        },
      }}
    />
  );
}
