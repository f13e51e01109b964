import { OTHER_STAFF_LABELS, STAFF_ROLES } from "./roles";

/** A role of the Additional Roles Reimbursement Scheme beside the link workers, as the paper names it (its section 2.5). */
export interface ArrsRole {
  /** Column of the frame: FTE per `perPatients` patients of the PCN. */
  readonly column: string;
  readonly label: string;
  /** `DETAILED_STAFF_ROLE` labels that sum to it. */
  readonly labels: readonly string[];
}

/** Mental health practitioners of their own kind, with trainees; the releases have them from April 2023. */
const MENTAL_HEALTH = OTHER_STAFF_LABELS.filter((label) =>
  /^(Trainee )?Mental Health and Wellbeing Practitioner|^Community Mental Health Nurse/.test(label),
);

/**
 * The ten other roles that the paper adjusts for (Table S.8), in its order. The releases up to September 2022 have no mental health
 * practitioners: the role then has no staff, and leaves the models with a notice.
 */
export const ARRS_ROLES: readonly ArrsRole[] = [
  { column: "arrs_pharmacists", label: "Pharmacists", labels: STAFF_ROLES.Pharmacist },
  {
    column: "arrs_wellbeing_coaches",
    label: "Health and wellbeing coaches",
    labels: STAFF_ROLES["Health and Wellbeing Coach"],
  },
  { column: "arrs_coordinators", label: "Care co-ordinators", labels: STAFF_ROLES["Care Coordinator"] },
  { column: "arrs_mental_health", label: "Mental health practitioners", labels: MENTAL_HEALTH },
  { column: "arrs_physiotherapists", label: "First contact physiotherapists", labels: STAFF_ROLES.Physiotherapist },
  { column: "arrs_paramedics", label: "Paramedics", labels: STAFF_ROLES.Paramedic },
  {
    column: "arrs_nursing_associates",
    label: "Nursing associates (incl. in training)",
    labels: STAFF_ROLES["Nursing Associate"],
  },
  {
    column: "arrs_occupational_therapists",
    label: "Occupational therapists",
    labels: STAFF_ROLES["Occupational Therapist"],
  },
  { column: "arrs_physician_associates", label: "Physician associates", labels: STAFF_ROLES["Physician Associate"] },
  { column: "arrs_advanced", label: "Advanced practitioners", labels: STAFF_ROLES["Advanced Practitioner"] },
];

/**
 * The scheme as a whole: every direct patient care role that the study lists (link workers, the ten above, pharmacy technicians,
 * dieticians, podiatrists, health support workers). Staff labelled "Other" belong to no role and are left out.
 */
export const ARRS_TOTAL: ArrsRole = {
  column: "arrs_total",
  label: "All listed roles, link workers included",
  labels: [...Object.values(STAFF_ROLES).flat(), ...MENTAL_HEALTH],
};

/**
 * Column of the share of the scheme's FTE that are link workers, 0 to 1. A PCN without any of the scheme's staff has share 0, as before
 * the scheme: nobody of its staff is a link worker. The flag {@link ARRS_ANY} tells it from a PCN with other staff only.
 */
export const ARRS_SHARE = "arrs_link_share";

/** Lookup column: 1 where the PCN has staff of the scheme in the year, else 0. */
export const ARRS_ANY = "arrs_any";
