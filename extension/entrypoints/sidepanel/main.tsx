import "../../panel/style.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "../../panel/app.tsx";
import { LanguageProvider } from "../../panel/language.tsx";

const element = document.getElementById("root");
if (element === null) throw new Error("index.html has no #root");
createRoot(element).render(
  <StrictMode>
    <LanguageProvider>
      <App />
    </LanguageProvider>
  </StrictMode>,
);
