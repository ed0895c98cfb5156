"""Every rule, in the order of their codes. A rule that is not listed here does not exist."""

from __future__ import annotations

from lessonlint.rule import Rule
from lessonlint.rules.design.checklist_contradicts_plan import checklist_contradicts_plan
from lessonlint.rules.design.no_target_concept import no_target_concept
from lessonlint.rules.design.notebook_disagrees import notebook_disagrees
from lessonlint.rules.design.promise_not_kept import promise_not_kept
from lessonlint.rules.design.readiness_contradicts_tables import readiness_contradicts_tables
from lessonlint.rules.design.scope_contradiction import scope_contradiction
from lessonlint.rules.design.scope_unbounded import scope_unbounded
from lessonlint.rules.design.too_few_modalities import too_few_modalities
from lessonlint.rules.design.unchecked_item import unchecked_item
from lessonlint.rules.design.unconnected_concept import unconnected_concept
from lessonlint.rules.hygiene.internal_error import internal_error
from lessonlint.rules.hygiene.stale_baseline_entry import stale_baseline_entry
from lessonlint.rules.hygiene.unknown_rule import unknown_rule
from lessonlint.rules.hygiene.unused_waiver import unused_waiver
from lessonlint.rules.hygiene.waiver_expired import waiver_expired
from lessonlint.rules.hygiene.waiver_without_reason import waiver_without_reason
from lessonlint.rules.load.consecutive_stretch import consecutive_stretch
from lessonlint.rules.load.consolidation_teaches import consolidation_teaches
from lessonlint.rules.load.load_disagrees import load_disagrees
from lessonlint.rules.load.new_concepts_miscounted import new_concepts_miscounted
from lessonlint.rules.load.previous_load_wrong import previous_load_wrong
from lessonlint.rules.load.too_many_new_concepts import too_many_new_concepts
from lessonlint.rules.load.trajectory_incomplete import trajectory_incomplete
from lessonlint.rules.load.trajectory_never_consolidates import trajectory_never_consolidates
from lessonlint.rules.misconceptions.misconception_not_placed import misconception_not_placed
from lessonlint.rules.misconceptions.misconception_without_negative_example import (
    misconception_without_negative_example,
)
from lessonlint.rules.misconceptions.module_misconception_unaddressed import module_misconception_unaddressed
from lessonlint.rules.misconceptions.repeated_negative_example import repeated_negative_example
from lessonlint.rules.misconceptions.thin_negative_example import thin_negative_example
from lessonlint.rules.misconceptions.too_few_misconceptions import too_few_misconceptions
from lessonlint.rules.misconceptions.unbalanced_examples import unbalanced_examples
from lessonlint.rules.plans.depth_regression import depth_regression
from lessonlint.rules.plans.depth_target_missed import depth_target_missed
from lessonlint.rules.plans.goal_disagrees import goal_disagrees
from lessonlint.rules.plans.index_summary_disagree import index_summary_disagree
from lessonlint.rules.plans.lesson_not_recorded import lesson_not_recorded
from lessonlint.rules.plans.likely_duplicate_concept import likely_duplicate_concept
from lessonlint.rules.plans.order_disagrees import order_disagrees
from lessonlint.rules.plans.position_wrong import position_wrong
from lessonlint.rules.plans.repeated_concept import repeated_concept
from lessonlint.rules.plans.roll_up_disagrees import roll_up_disagrees
from lessonlint.rules.plans.stale_status import stale_status
from lessonlint.rules.plans.status_count_wrong import status_count_wrong
from lessonlint.rules.plans.unknown_lesson import unknown_lesson
from lessonlint.rules.prerequisites.fading_concept import fading_concept
from lessonlint.rules.prerequisites.gap_without_resolution import gap_without_resolution
from lessonlint.rules.prerequisites.prerequisite_not_met import prerequisite_not_met
from lessonlint.rules.prerequisites.source_mismatch import source_mismatch
from lessonlint.rules.prerequisites.stale_actual_depth import stale_actual_depth
from lessonlint.rules.prerequisites.stale_alias import stale_alias
from lessonlint.rules.prerequisites.state_disagrees import state_disagrees
from lessonlint.rules.prerequisites.status_contradicts_depths import status_contradicts_depths
from lessonlint.rules.prerequisites.taught_as_if_new import taught_as_if_new
from lessonlint.rules.prerequisites.taught_too_late import taught_too_late
from lessonlint.rules.prerequisites.unknown_source import unknown_source
from lessonlint.rules.prerequisites.untaught_prerequisite import untaught_prerequisite
from lessonlint.rules.prerequisites.wrong_source import wrong_source
from lessonlint.rules.reading.broken_table_row import broken_table_row
from lessonlint.rules.reading.duplicate_document import duplicate_document
from lessonlint.rules.reading.missing_section import missing_section
from lessonlint.rules.reading.split_table import split_table
from lessonlint.rules.reading.swapped_columns import swapped_columns
from lessonlint.rules.reading.syntax_error import syntax_error
from lessonlint.rules.reading.unfinished_document import unfinished_document
from lessonlint.rules.reading.unknown_document import unknown_document
from lessonlint.rules.reading.unknown_word import unknown_word
from lessonlint.rules.reading.unreadable_file import unreadable_file
from lessonlint.rules.reviews.built_without_review import built_without_review
from lessonlint.rules.reviews.changed_since_review import changed_since_review
from lessonlint.rules.reviews.complete_with_open_review import complete_with_open_review
from lessonlint.rules.reviews.incomplete_finding import incomplete_finding
from lessonlint.rules.reviews.review_claim_disagrees import review_claim_disagrees
from lessonlint.rules.reviews.review_miscounted import review_miscounted
from lessonlint.rules.reviews.review_not_passed import review_not_passed
from lessonlint.rules.reviews.review_out_of_order import review_out_of_order
from lessonlint.rules.reviews.unresolved_finding import unresolved_finding
from lessonlint.rules.reviews.unverified_finding import unverified_finding
from lessonlint.rules.reviews.verdict_contradicts_counts import verdict_contradicts_counts

RULES: tuple[Rule, ...] = (
    unreadable_file,
    unknown_document,
    broken_table_row,
    split_table,
    swapped_columns,
    unknown_word,
    missing_section,
    duplicate_document,
    syntax_error,
    unfinished_document,
    prerequisite_not_met,
    untaught_prerequisite,
    taught_too_late,
    stale_actual_depth,
    status_contradicts_depths,
    gap_without_resolution,
    taught_as_if_new,
    unknown_source,
    source_mismatch,
    wrong_source,
    stale_alias,
    state_disagrees,
    fading_concept,
    load_disagrees,
    consecutive_stretch,
    too_many_new_concepts,
    consolidation_teaches,
    new_concepts_miscounted,
    previous_load_wrong,
    trajectory_never_consolidates,
    trajectory_incomplete,
    misconception_without_negative_example,
    thin_negative_example,
    too_few_misconceptions,
    misconception_not_placed,
    unbalanced_examples,
    repeated_negative_example,
    module_misconception_unaddressed,
    review_not_passed,
    verdict_contradicts_counts,
    review_miscounted,
    unresolved_finding,
    unverified_finding,
    incomplete_finding,
    review_out_of_order,
    review_claim_disagrees,
    built_without_review,
    changed_since_review,
    complete_with_open_review,
    lesson_not_recorded,
    unknown_lesson,
    index_summary_disagree,
    status_count_wrong,
    order_disagrees,
    position_wrong,
    depth_target_missed,
    depth_regression,
    roll_up_disagrees,
    goal_disagrees,
    stale_status,
    repeated_concept,
    likely_duplicate_concept,
    too_few_modalities,
    scope_unbounded,
    scope_contradiction,
    unchecked_item,
    checklist_contradicts_plan,
    promise_not_kept,
    no_target_concept,
    unconnected_concept,
    readiness_contradicts_tables,
    notebook_disagrees,
    unused_waiver,
    waiver_without_reason,
    waiver_expired,
    stale_baseline_entry,
    unknown_rule,
    internal_error,
)
