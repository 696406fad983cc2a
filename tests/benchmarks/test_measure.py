"""The arithmetic of measuring in turns."""

from itertools import count

from benchmarks.measure import Compared, Figure, in_turns, row, table


def test_a_ratio_is_of_medians_and_noise_is_the_reference_beside_itself() -> None:
    compared = Compared(Figure((2.0, 9.0, 3.0)), Figure((1.0, 2.0, 1.5)), Figure((3.0, 1.0, 3.0)))
    assert compared.ratio == 2
    assert compared.noise == 2
    assert row("page", compared, 1000, "ms")[1:] == [
        "3e+03 ms (2e+03–9e+03)",
        "1.5e+03 ms (1e+03–2e+03)",
        "2.00",
        "2.00",
    ]


def test_the_first_round_does_not_count_and_the_references_take_turns() -> None:
    ours, reference = count(100), count(0)
    compared = in_turns(lambda: float(next(ours)), lambda: float(next(reference)), 2)
    assert compared.ours.values == (101.0, 102.0)
    assert compared.reference.values == (3.0, 4.0)
    assert compared.again.values == (2.0, 5.0)


def test_a_table_is_aligned_markdown() -> None:
    assert table(("a", "long"), [["wide cell", "1"]]).splitlines() == [
        "| a         | long |",
        "| --------- | ---- |",
        "| wide cell | 1    |",
    ]
