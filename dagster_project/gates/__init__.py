"""Gates: suite files become blocking asset checks. A layer whose gate fails is not followed by the next one."""
