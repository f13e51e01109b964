/**
 * E-value of an odds ratio (VanderWeele & Ding 2017, Annals of Internal Medicine 167): strength of association, on the scale of
 * risk ratios, that an unmeasured confounder would need with both exposure and outcome to explain the estimate away.
 * @param common outcome of more than 15% of people, or of unknown frequency: the risk ratio is taken as the square root of the odds ratio
 */
export function eValue(oddsRatio: number, common = true): number {
  const away = oddsRatio < 1 ? 1 / oddsRatio : oddsRatio;
  const risk = common ? Math.sqrt(away) : away;
  return risk + Math.sqrt(risk * (risk - 1));
}
