// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/toolbox/passwordstrength.h"

#include <QFile>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <vector>

using namespace coffret;

namespace {

struct Sample
{
    QByteArray password;
    double reference = 0; ///< decimal logarithm of guesses
    double ours = 0;
};

std::vector<Sample> readSamples()
{
    std::vector<Sample> samples;
    QFile file(QStringLiteral(COFFRET_REFERENCE));
    if (!file.open(QIODevice::ReadOnly))
        return samples;
    while (!file.atEnd()) {
        const QByteArray line = file.readLine().chopped(1);
        if (line.startsWith('#') && line.contains(' ') && !line.contains('\t'))
            continue; // how it was made
        const qsizetype tab = line.lastIndexOf('\t');
        Sample sample{line.left(tab), line.mid(tab + 1).toDouble()};
        const SecretBuffer password =
            SecretBuffer::copyOf({sample.password.constData(), static_cast<std::size_t>(sample.password.size())});
        sample.ours = PasswordStrength::of(password).guessesLog10;
        samples.push_back(std::move(sample));
    }
    return samples;
}

int scoreOf(double guessesLog10)
{
    const double guesses = std::pow(10, guessesLog10);
    return guesses < 1e3 + 5 ? 0 : guesses < 1e6 + 5 ? 1 : guesses < 1e8 + 5 ? 2 : guesses < 1e10 + 5 ? 3 : 4;
}

double share(std::size_t part, std::size_t whole)
{
    return static_cast<double>(part) / static_cast<double>(whole);
}

/// How well two rankings agree: 1 for the same order.
double correlation(const std::vector<Sample> &samples)
{
    double x = 0, y = 0, xx = 0, yy = 0, xy = 0;
    for (const Sample &sample : samples) {
        x += sample.reference;
        y += sample.ours;
        xx += sample.reference * sample.reference;
        yy += sample.ours * sample.ours;
        xy += sample.reference * sample.ours;
    }
    const auto n = static_cast<double>(samples.size());
    return (n * xy - x * y) / std::sqrt((n * xx - x * x) * (n * yy - y * y));
}

} // namespace

/// Ten thousand passwords, judged by the reference implementation of zxcvbn (JavaScript, 4.4.2) and by us.
class TestZxcvbnReference : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void agreesOnTheOrder();
    void agreesOnTheScore();
    void overestimatesRarely();

private:
    std::vector<Sample> m_samples;
};

void TestZxcvbnReference::initTestCase()
{
    m_samples = readSamples();
    QCOMPARE(m_samples.size(), std::size_t(10000));
}

void TestZxcvbnReference::agreesOnTheOrder()
{
    const double found = correlation(m_samples);
    qInfo("correlation %.4f", found);
    QVERIFY(found > 0.9);
}

void TestZxcvbnReference::agreesOnTheScore()
{
    std::size_t same = 0;
    std::size_t near = 0;
    for (const Sample &sample : m_samples) {
        const int apart = std::abs(scoreOf(sample.reference) - scoreOf(sample.ours));
        same += apart == 0 ? 1 : 0;
        near += apart <= 1 ? 1 : 0;
    }
    qInfo("same score %.4f, at most one apart %.4f", share(same, m_samples.size()), share(near, m_samples.size()));
    QVERIFY(share(same, m_samples.size()) > 0.5);
    QVERIFY(share(near, m_samples.size()) > 0.9);
}

/// Too low an estimate only asks for more; too high a one lulls. The reference counts ten guesses for each character
/// that it makes nothing of, we count as many as there are, so only what the reference calls guessable at all says
/// something.
void TestZxcvbnReference::overestimatesRarely()
{
    std::size_t weak = 0;
    std::size_t high = 0;
    for (const Sample &sample : m_samples) {
        const int reference = scoreOf(sample.reference);
        if (reference > 2)
            continue;
        ++weak;
        high += scoreOf(sample.ours) > reference + 1 ? 1 : 0;
    }
    qInfo("of %zu weak ones %.4f are taken for better ones", weak, share(high, weak));
    QVERIFY(share(high, weak) < 0.1);
}

QTEST_APPLESS_MAIN(TestZxcvbnReference)
#include "tst_zxcvbnreference.moc"
