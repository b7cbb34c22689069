/** Signature and help, each in Korean and English, and an example that can be worked out as it stands. */
export type HelpLine = readonly [string, string, string, string, string];
