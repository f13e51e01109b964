/** 5%, two-sided: what this project calls significant, as the paper does. */
export const SIGNIFICANT = 0.05;
