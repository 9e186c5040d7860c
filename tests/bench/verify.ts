/** `npm run bench -- verify`: telephone numbers, then e-mail addresses, whose peers leave timers behind and end the process. */
await import("./verify/phones.ts");
await import("./verify/email.ts");

export {};
