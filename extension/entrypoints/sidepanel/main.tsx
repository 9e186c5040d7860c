import "../../no-compiling.ts";
import "../../panel/style.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "../../panel/app.tsx";
import { LanguageProvider, loadLanguage, preferredLocale } from "../../panel/language.tsx";
import { applyTheme } from "../../panel/theme.ts";

const element = document.getElementById("root");
if (element === null) throw new Error("index.html has no #root");
const root = createRoot(element);
applyTheme();
void loadLanguage(preferredLocale()).then((language) =>
  root.render(
    <StrictMode>
      <LanguageProvider initial={language}>
        <App />
      </LanguageProvider>
    </StrictMode>,
  ),
);
