"""Adversarial quotations, drawn from reports, and who judges them rightly. Seeded."""
