import type { Random } from "../../util/random";

const STARTS = (
  "Alder Amber Ash Barley Beck Birch Bram Briar Brook Bur Calder Carl Chalk Clay Crane Dale Dun Elm Fallow Fen Fern " +
  "Gorse Hazel Heather Holm Kings Lang Lark Linden Marl Mead Nether Oak Orchard Otter Pine Quarry Raven Reed Rowan Sand " +
  "Sedge Stan Swan Thorn Whin Willow Wren Yarrow"
).split(" ");
const ENDS =
  "bourne bridge bury by combe dale don field ford gate ham hurst leigh ley minster mouth port sted stow thorpe ton wick worth".split(
    " ",
  );

/** An invented English place name, e.g. "Larkminster". Any likeness to a real place is chance. */
export function placeName(random: Random): string {
  return random.pick(STARTS) + random.pick(ENDS);
}
