/** Origin of the installation that this build belongs to; set by wxt.config.ts. */
declare const __CAPTELY_URL__: string;
