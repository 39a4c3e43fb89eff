"""corpus.passages: sixty pieces of news, each split by hand (" | " marks where)."""

import pytest

from corpus.passages import split_sentences

RIGHT = [
    # plain
    "The ferry sailed at noon. | It never arrived.",
    "Who closed the bridge? | Nobody at the town hall would say.",
    "Rain fell for three days! | Then came the flood.",
    "The mayor was clear: no new taxes. | The opposition was not convinced.",
    "The club (founded in 1902) has folded. | Its ground will be sold.",
    "(The vote was postponed twice.) | A third date is set.",
    "[The recording ends here.] | The court adjourned.",
    "Паром отменили. | Причину не назвали.",
    # quotations
    "“We will rebuild,” she said. | “It will take years.”",
    "“Where is the money?” he asked. | “Where is the plan?”",
    "“Stop!” shouted the guard. | The train stopped.",
    "He said: “The dam is safe. | I checked it myself.” | Then he left.",
    "“It was dark. | We heard a crack,” said Pell, a farmer.",
    '"Nobody told us," she said. | "We read it in the paper."',
    '"Nobody told us." | She put the phone down.',
    "The minister called it “a dark day.” | Critics called it overdue.",
    "The report calls the wall ‘unsound’. | Repairs begin in May.",
    "The film “Who Goes There?” won. | Its director did not attend.",
    "«Дамба цела», — сказал мэр. | «Воды нет».",
    # nested quotations
    "“He told me ‘Go home.’ | I went home,” the boy said.",
    "“She said ‘never again’ and meant it,” recalled her brother. | He was nine then.",
    "“Did he say ‘I quit’?” asked the chair. | Nobody answered.",
    "“The sign read ‘Closed.’” | A second one read “Open”.",
    # initials and titles
    "The poem is by W. H. Aldous. | It was lost for decades.",
    "J. R. Marlow signed the order. | B. Quill countersigned it.",
    "Judge Ellen P. Strand will preside. | The jury meets on Monday.",
    "Mr. Hale met Mrs. Odd on Friday. | They talked for an hour.",
    "Dr. Imre Falk and Prof. Lena Voss wrote the study. | It appeared in June.",
    "Gov. Amos Tate vetoed the bill. | Lt. Gov. Mary Ruiz backed him.",
    "St. Brannock is cut off by snow. | Mt. Kerrow is closed.",
    "The prize went to Robert Hale Jr. | His father won it in 1970.",
    # abbreviations
    "The U.S. Senate adjourned. | It returns in May.",
    "He moved to the U.S. | The move surprised his club.",
    "The U.N. mission left on Sunday. | A second one follows.",
    "She works for Marl Inc. | The firm makes pumps.",
    "Marl Inc. shares fell. | Analysts had expected worse.",
    "Brask Corp. Chairman Ivo Dent stepped down. | No successor was named.",
    "Shops sold bread, candles, etc. | The queues were long.",
    "The match is Harl vs. Dunmore. | It starts late.",
    "Some herbs, e.g. thyme, survived. | Others, i.e. most, did not.",
    "The fair opens on Sept. 9 and closes on Oct. 2. | Entry is free.",
    "On Jan. 5 the bridge closed. | Feb. 1 is the new date.",
    "The notice stood on vale-courier.example. | It was gone by noon.",
    # numbers and times
    "Prices rose 3.5 per cent. | Wages rose 1.2 per cent.",
    "The hull cost $4.75 million. | The engine cost €1.049 million.",
    "About 1,900 people left. | 67 stayed behind.",
    "The alarm rang at 4.15 a.m. | The village was empty by five.",
    "At 6 p.m. Mayor Odd will speak. | The square is closed until 9 p.m. on Friday.",
    "The train left at 6.40. | Nobody was on it.",
    "It struck at 02:47:13. | The power failed.",
    "Sen. Carla Dunne voted no. | Rep. Otto Lind voted yes.",
    "Fig. 3 shows the crack. | The rest is on p. 12.",
    "The train left at 6 p.m. | Passengers were told at seven.",
    # ellipses
    "“I thought … no, I knew it would fall,” he said. | It fell.",
    "He paused... and then he laughed. | The room laughed too.",
    "She waited… | Nothing happened.",
    "“We can finish it …. | We need one more year,” the builder said.",
    "The tape says: “Bring the boat...” | The rest is noise.",
]
KNOWN_WRONG = [
    "The suspect was named only as K. | Police gave no age.",  # an initial never ends a sentence
    "Asked “Will you resign?” Minister Odd said no. | He smiled.",  # a question mark inside, a capital after it
]


def is_right(case: str) -> bool:
    text = case.replace(" | ", " ")
    return [text[start:end] for start, end in split_sentences(text)] == case.split(" | ")


@pytest.mark.parametrize("case", RIGHT)
def test_split_sentences_agrees_with_a_reader(case):
    assert is_right(case)


def test_split_sentences_gets_95_per_cent_right():
    cases = RIGHT + KNOWN_WRONG
    assert len(cases) == 60
    assert sum(map(is_right, cases)) >= 0.95 * len(cases)
