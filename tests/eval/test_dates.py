"""The set of phrases, and how it is counted."""

from eval.dates import ReadPhrase, measure_dates, read_phrases


def test_the_set_has_two_hundred_phrases_and_twenty_that_name_nothing():
    phrases = read_phrases()
    assert len(phrases) == 200
    assert sum(not phrase.expected for phrase in phrases) >= 20


def test_dates_are_read_as_well_as_they_should_be():
    assert measure_dates(read_phrases()).values["interval_right"] >= 0.95


def test_measure_dates_counts_a_phrase_with_any_period_wrong_as_wrong():
    day = ("2024-03-14", "2024-03-14", "about")
    phrases = [
        ReadPhrase("a", [day], [day]),
        ReadPhrase("b", [day], [day, day]),
        ReadPhrase("c", [day], [("2024-03-14", "2024-03-14", "published")]),
        ReadPhrase("d", [], []),
    ]
    assert measure_dates(phrases).values == {"interval_right": 0.5, "nothing_left_alone": 1.0}
