"""What new documents look like: text with places for what is known. Every place left to a person opens with `TODO:`.

Where it asks for rows it stands above their table: put in its place below, they would be cut off by the blank line.
"""

from __future__ import annotations

COURSE = """\
# Course: $title

## Goal

TODO: who comes to this course, and what they can do when they leave

## Series

| Series | Title | Status | Description |
|--------|-------|--------|-------------|

## Module Status

| Module | Title | Lessons | Status |
|--------|-------|---------|--------|
"""

SERIES = """\
# Series $number: $title -- Plan

**Status:** Planned

## Series Goal

TODO: what the student can do after this series and could not before

## Modules and Lessons

| Module | Title | Lessons | Status |
|--------|-------|---------|--------|

## Scope Boundaries

**In scope:**
- TODO: what the modules teach

**Out of scope:**
- TODO: what students may expect here and will not find
"""

MODULE = """\
# Module $number: $title -- Plan

**Module goal:** TODO: what the student can do after this module
**Status:** Planned

## Narrative Arc

TODO: which question opens the module, and why each lesson needs the one before it

## Lesson Sequence

TODO: one row for each lesson: its slug (`first-dough`), what it is about, its load ($loads), why it stands there

| # | Lesson | Core Concept | Type | Rationale for Position |
|---|--------|--------------|------|------------------------|

## Rough Topic Allocation

- TODO: for each lesson its slug, a colon, and the topics it takes

## Cognitive Load Trajectory

TODO: the loads in order, joined by arrows, and why students can carry them

## Module-Level Misconceptions

- TODO: a belief in quotation marks that students bring to the whole module, and what it will meet
"""

LESSON = """\
# Lesson: $title

**Module:** $module
**Slug:** $slug
**Position:** Lesson $order of $count
**Cognitive load:** $load
$neighbours

---

## Phase 1: Orient -- Student State

$arrival

TODO: in two or three sentences, what this student can do by now and what they expect

### Relevant Concepts

$state

### Mental Models Already Established

$models

### What Was NOT Covered

$due

### Readiness Assessment

TODO: is the student ready for this load, and which of the concepts above needs a recap

---

## Phase 2: Analyze

$goal**From the module plan:** $planned
**Target concept:** TODO: what the student will be able to do after this lesson

### Prerequisites Table

$needs| Concept | Required Depth | Actual Depth | Source | Status | Reasoning |
|---------|----------------|--------------|--------|--------|-----------|
$prerequisites
### Gap Resolution

TODO: for each row that is a gap, its size and how the lesson closes it, or that there is none

### Misconceptions Table

| Misconception | Why They'd Think This | Negative Example That Disproves It | Where to Address |
|---------------|-----------------------|------------------------------------|------------------|
$misconceptions

### Examples Planned

| Example | Type | Purpose | Why This Example |
|---------|------|---------|------------------|
| TODO: the plainest case | $positive | | |
| TODO: a case that differs in all but the concept | $positive | | |
| TODO: a case that looks like it and is not | $negative | | |

---

## Phase 3: Design

### Narrative Arc

TODO: the story of the lesson, told to the student

### Modalities Planned

| Modality | What Specifically | Why This Modality for This Concept |
|----------|-------------------|------------------------------------|
| TODO: a channel, such as visual, verbal, symbolic, concrete example, intuitive | | |

### Cognitive Load Assessment

- **New concepts in this lesson:** TODO: how many, with a numbered list below
- **Previous lesson load:** $previous
- **This lesson's load:** $load$why

### Connections to Prior Concepts

| Prior Concept | How It Connects | Source |
|---------------|-----------------|--------|
| TODO: a known concept that carries the new one | | |

**Analogies that could mislead:**
- TODO: an analogy from an earlier lesson that fails here, and where

### Scope Boundaries

**This lesson IS about:**
- TODO: what it teaches

**This lesson is NOT about:**
- TODO: what students may expect here, and the lesson that has it

### Depth Targets

- TODO: one line for each concept: its name, a colon, the depth it reaches ($depths), what the student can then do

### Lesson Outline

TODO: the sections, numbered, each with what the student does

---

## Checklists

### Prerequisite Audit
- [ ] Each assumed concept is listed with the depth it needs
- [ ] Each gap has a resolution in the outline

### Pedagogical Design
- [ ] Three or more modalities, each with a reason
- [ ] Two or more positive examples and one negative
- [ ] Three or more misconceptions with negative examples
- [ ] No more than three new concepts
- [ ] Scope stated in both directions
"""

RECORD = """\
# Module $number: $title -- Record

**Goal:** $goal
**Status:** In progress (0 of $count lessons built)

## Concept Index

| Concept | Depth | Lesson | Notes |
|---------|-------|--------|-------|

## Per-Lesson Summaries
"""

CONFIGURATION = """\
# How lessonlint reads and judges this curriculum. Every key is optional; `lessonlint config` shows what is in force.

# strict: warnings count as errors and infos are shown; draft: errors count as warnings.
preset: default

# Files and folders that are not read, as in a .gitignore.
# exclude: [drafts/]

# Words of your own go under `vocabulary`; `lessonlint check --statistics` lists what was not understood.
"""
