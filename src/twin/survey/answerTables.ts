import { codeTable } from "./codeTable";
import { at } from "./layout";

/** Negative codes: -1 multi-coded, -2 answered in error, -3 not answered, -5 not asked (routed past). */
export const BLANK = codeTable("-3:88 -1:10 -2:2");
export const NOT_ASKED = -5;

export const Q28 = {
  good: codeTable("1:53 2:47"),
  bad: codeTable("3:58 4:27 5:15"),
};
export const Q87 = {
  yes: codeTable("1:62 2:38"),
  none: codeTable("4:58 5:38 -3:4"),
};
export const Q94 = {
  good: codeTable("1:40 2:60"),
  bad: codeTable("3:75 4:25"),
  open: codeTable("5:55 -3:40 -1:5"),
};
export const Q32 = {
  good: codeTable("1:54 2:46"),
  bad: codeTable("3:43 4:57"),
  open: codeTable("5:60 -3:36 -1:4"),
};
export const NO_CONDITION = codeTable("2:91 3:3 4:3 -3:3");
export const LAST_APPOINTMENT = codeTable("1:55 2:17 3:14 4:14");
export const NEVER_APPOINTMENT = codeTable("5:80 -3:20");
export const LONG_COVID = codeTable("1:10 2:215 3:24 4:3 -3:4");
export const CARER = codeTable("1:80 2:9 3:3 4:2 5:2 6:2 -3:2");
export const IDENTITY = codeTable("1:250 2:1 3:2 -3:3");
/** Other questions: after a good and after a bad overall experience. */
export const SCALES = (
  [
    ["Q3", "1:25 2:48 3:16 4:8 5:1 -3:2", "1:5 2:22 3:31 4:40 5:1 -3:1"],
    ["Q4", "1:52 2:40 3:5 4:1 5:1 -3:1", "1:14 2:45 3:25 4:13 5:2 -3:1"],
    ["Q73", "1:20 2:33 3:8 4:3 5:34 -3:2", "1:6 2:27 3:20 4:13 5:32 -3:2"],
    ["Q8", "1:30 2:18 3:45 4:5 -3:2", "1:27 2:20 3:48 4:3 -3:2"],
    ["Q18", "1:35 2:42 3:14 4:5 5:2 -3:2", "1:4 2:18 3:26 4:29 5:21 -3:2"],
  ] as const
).map(([name, good, bad]) => ({ position: at(name), good: codeTable(good), bad: codeTable(bad) }));
export const PREFERRED_SEEN = codeTable("1:20 2:23 3:42 4:13 -3:2");
export const RATING = {
  good: codeTable("1:58 2:33 3:6 4:1 5:1 -3:1"),
  bad: codeTable("1:22 2:33 3:24 4:12 5:8 -3:1"),
};
export const YES_NO = {
  good: codeTable("1:66 2:29 3:3 4:1 -3:1"),
  bad: codeTable("1:31 2:42 3:23 4:3 -3:1"),
};
export const ACTIVITIES = codeTable("1:17 2:42 3:38 -3:3");
export const CONVERSATION = codeTable("1:40 2:50 3:8 -3:2");
export const PLAN = codeTable("1:23 2:68 3:7 -3:2");
export const EXTRA_CONDITIONS = codeTable("0:48 1:26 2:14 3:7 4:5");

export const RATED = ["Q86a", "Q86b", "Q86e"].map(at);
export const AGREED = ["Q88", "Q89", "Q90"].map(at);
export const CONDITION_CODES = [1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 14, 15, 16, 19, 20];
/** Conditions in rough order of frequency: hearing and high blood pressure more often than dementia. */
export const COMMON = codeTable("1:2 2:9 3:22 4:12 5:4 6:6 7:9 8:13 10:26 11:4 14:12 15:4 16:12 19:1 20:2");
export const CONDITION_AT = new Map([...CONDITION_CODES, 17, 18, 21].map((code) => [code, at(`Q31_${code}`)]));
