import { isatty } from "node:tty";
import pc from "picocolors";

/** Colours for a person's terminal alone; picocolors by itself would colour the log of a CI, too. */
export const colors = pc.createColors(pc.isColorSupported && isatty(1));
