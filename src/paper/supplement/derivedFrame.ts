import type { Frame } from "../../data/frame";
import type { StoredFrame } from "../../results/fitCache";
import { codeOf, stageKey } from "../../stages";

/**
 * A frame made from a stored one when a fit needs it. `how` names the derivation with every number in it; with the code of this folder
 * it is part of the key of stored fits, so that none of them can be stale.
 */
export function derivedFrame(study: StoredFrame, how: string, make: (frame: Frame) => Frame): StoredFrame {
  code ??= stageKey(codeOf(["paper/supplement/index"]));
  let made: Frame | undefined;
  return {
    frameDir: `${study.frameDir}+${how.replaceAll("/", " ")}+${code}`,
    get frame() {
      made ??= make(study.frame);
      return made;
    },
  };
}

let code: string | undefined;
