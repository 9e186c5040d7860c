try {
  const theme = localStorage.getItem("captely.theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Storage is blocked: the system's appearance stays.
}
