"""Every first operator, in one list."""

from __future__ import annotations

import design_faults as design_faults
import hygiene_faults as hygiene_faults
import load_faults as load_faults
import misconception_faults as misconception_faults
import plan_faults as plan_faults
import prerequisite_faults as prerequisite_faults
import reading_faults as reading_faults
import record_faults as record_faults
import review_faults as review_faults
from mutants import OPERATORS as OPERATORS
