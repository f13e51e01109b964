/** One headless Chromium, found or unpacked, that never touches the network. */
export { browserIdentity } from "./browserIdentity";
export { BROWSER_VARIABLES, type FoundBrowser, findChromium, missingBrowserMessage } from "./findChromium";
export { type PackagedChromium, packagedChromium } from "./packagedChromium";
export { browserPlaces, systemBrowser } from "./systemBrowsers";
export { type BrowserSession, withBrowser } from "./withBrowser";
