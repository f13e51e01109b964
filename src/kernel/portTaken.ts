/** Exit code of a kernel whose port was taken by another process meanwhile: start it again with other ports. */
export const PORT_TAKEN = 98;
