#!/usr/bin/env node
// The command `link-workers`: sets up what a fresh clone lacks, then runs the built command.
import { createRequire } from "node:module";
import { setup } from "./setup.mjs";

setup();
createRequire(import.meta.url)("../build/src/cli/main.js").main(process.argv);
