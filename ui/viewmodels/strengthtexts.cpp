// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/strengthtexts.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace coffret {

namespace {

struct StrengthTexts
{
    Q_DECLARE_TR_FUNCTIONS(StrengthTexts)
};

constexpr double GuessesPerSecond = 1e4;
constexpr double Minute = 60;
constexpr double Hour = 60 * Minute;
constexpr double Day = 24 * Hour;
constexpr double Month = 30.4 * Day;
constexpr double Year = 365.25 * Day;
constexpr double Lifetime = 100 * Year;

double secondsLog10Of(const PasswordStrength &strength)
{
    return strength.guessesLog10 - std::log10(GuessesPerSecond);
}

int rounded(double number)
{
    return std::max(1, static_cast<int>(std::lround(number)));
}

QString durationText(double seconds)
{
    if (seconds < Minute)
        //: How long guessing a password takes. %n is a number of seconds.
        return StrengthTexts::tr("%n second(s)", nullptr, rounded(seconds));
    if (seconds < Hour)
        //: How long guessing a password takes. %n is a number of minutes.
        return StrengthTexts::tr("%n minute(s)", nullptr, rounded(seconds / Minute));
    if (seconds < Day)
        //: How long guessing a password takes. %n is a number of hours.
        return StrengthTexts::tr("%n hour(s)", nullptr, rounded(seconds / Hour));
    if (seconds < Month)
        //: How long guessing a password takes. %n is a number of days.
        return StrengthTexts::tr("%n day(s)", nullptr, rounded(seconds / Day));
    if (seconds < Year)
        //: How long guessing a password takes. %n is a number of months.
        return StrengthTexts::tr("%n month(s)", nullptr, rounded(seconds / Month));
    //: How long guessing a password takes. %n is a number of years, at most 100.
    return StrengthTexts::tr("%n year(s)", nullptr, rounded(seconds / Year));
}

} // namespace

int strengthLevel(const PasswordStrength &strength)
{
    if (strength.score < 3)
        return std::max(strength.score - 1, 0); // minutes; hours
    const double secondsLog10 = secondsLog10Of(strength);
    return secondsLog10 < std::log10(Year) ? 2 : secondsLog10 < std::log10(Lifetime) ? 3 : 4;
}

QString strengthWord(int level)
{
    switch (level) {
    case 0:
        //: How strong a password is, the first of five.
        return StrengthTexts::tr("Very weak");
    case 1:
        //: How strong a password is, the second of five.
        return StrengthTexts::tr("Weak");
    case 2:
        //: How strong a password is, the third of five.
        return StrengthTexts::tr("Fair");
    case 3:
        //: How strong a password is, the fourth of five.
        return StrengthTexts::tr("Strong");
    default:
        //: How strong a password is, the last of five.
        return StrengthTexts::tr("Very strong");
    }
}

QString guessingText(const PasswordStrength &strength)
{
    const double secondsLog10 = secondsLog10Of(strength);
    if (secondsLog10 < 0)
        //: How long guessing a password takes.
        return StrengthTexts::tr("Guessed at once from a stolen copy.");
    if (secondsLog10 >= std::log10(Lifetime))
        //: How long guessing a password takes.
        return StrengthTexts::tr("Guessing it from a stolen copy takes centuries.");
    //: How long guessing a password takes. %1 is a time, such as "3 hours".
    return StrengthTexts::tr("Guessing it from a stolen copy takes about %1.")
        .arg(durationText(std::pow(10, secondsLog10)));
}

QString entropyText(double bits)
{
    //: How many equally likely passwords there are, as the exponent of two. %1 is a number such as 131.1
    return StrengthTexts::tr("%1 bits of entropy").arg(QLocale().toString(bits, 'f', 1));
}

} // namespace coffret
