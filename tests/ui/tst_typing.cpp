// SPDX-License-Identifier: GPL-3.0-or-later
// Typing into windows of other programs on a real X display: a field of Qt, one of GTK, a terminal.
#include "ui/desktop/typist.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QLineEdit>
#include <QProcess>
#include <QSaveFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QWindow>

#include <xcb/xcb.h>

#include <cstdlib>
#include <memory>

using namespace coffret;

namespace {

using Result = Typist::Result;

const QString Sample = QStringLiteral("aZ09 ßé€@{~}\\^`'\"|<>ыЖ😀");
constexpr int Slow = 20'000; // ms: a busy machine

void run(const QString &words)
{
    QStringList arguments = QProcess::splitCommand(words);
    const QString program = arguments.takeFirst();
    QCOMPARE(QProcess::execute(program, arguments), 0);
}

/// A window of another program with a field; what is in it lies in a file.
class Field
{
public:
    Field(const QTemporaryDir &folder, const QString &kind, const QString &title)
        : m_title(title), m_file(folder.filePath(title))
    {
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        if (kind == QLatin1String("gtk"))
            m_process.start(QStringLiteral("/usr/bin/python3"),
                            {QStringLiteral("-B"), QStringLiteral(COFFRET_GTK_FIELD), title, m_file});
        else if (kind == QLatin1String("xterm"))
            m_process.start(QStringLiteral("xterm"), {QStringLiteral("-u8"), QStringLiteral("-T"), title,
                                                      QStringLiteral("-e"), QStringLiteral("sh"), QStringLiteral("-c"),
                                                      QStringLiteral("stty -echo; exec cat >\"$0\""), m_file});
        else
            m_process.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--field"), title, m_file});
        QVERIFY(m_process.waitForStarted());
    }
    ~Field() { end(); }
    Field(const Field &) = delete;
    Field &operator=(const Field &) = delete;

    void end()
    {
        m_process.kill();
        m_process.waitForFinished();
    }
    [[nodiscard]] QString text() const
    {
        QFile file(m_file);
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
    }
    [[nodiscard]] QString window() const { return idOf(QStringLiteral("^%1$").arg(m_title)); }
    [[nodiscard]] bool isActive() const
    {
        const QString mine = window();
        return !mine.isEmpty() && output({QStringLiteral("getactivewindow")}) == mine;
    }
    [[nodiscard]] QString title() const { return m_title; }

private:
    [[nodiscard]] static QString idOf(const QString &name)
    {
        return output({QStringLiteral("search"), QStringLiteral("--onlyvisible"), QStringLiteral("--name"), name});
    }
    [[nodiscard]] static QString output(const QStringList &arguments)
    {
        QProcess process;
        process.start(QStringLiteral("xdotool"), arguments);
        process.waitForFinished();
        return QString::fromUtf8(process.readAllStandardOutput()).trimmed();
    }

    QString m_title;
    QString m_file;
    QProcess m_process;
};

/// Every key's symbols, as the display has them.
QByteArray keyboardMap()
{
    xcb_connection_t *const display = xcb_connect(nullptr, nullptr);
    const xcb_setup_t *const setup = xcb_get_setup(display);
    const auto count = static_cast<quint8>(setup->max_keycode - setup->min_keycode + 1);
    const std::unique_ptr<xcb_get_keyboard_mapping_reply_t, void (*)(void *)> reply(
        xcb_get_keyboard_mapping_reply(display, xcb_get_keyboard_mapping(display, setup->min_keycode, count), nullptr),
        std::free);
    QByteArray map;
    for (int key = 0; key < count; ++key) { // how many columns there are does not matter
        const xcb_keysym_t *const symbols =
            xcb_get_keyboard_mapping_keysyms(reply.get()) + key * reply->keysyms_per_keycode;
        for (int column = 0; column < reply->keysyms_per_keycode; ++column) {
            if (symbols[column] != 0)
                map += QByteArray::number(key) + ' ' + QByteArray::number(symbols[column]) + '\n';
        }
    }
    xcb_disconnect(display);
    return map;
}

} // namespace

class TestTyping : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void arrivesExactly_data();
    void arrivesExactly();
    void inTheLayoutThatIsOn();
    void withCapsLock();
    void withMoreSymbolsThanFreeKeys();
    void tabAndEnterAreKeys();
    void saysWhatItCannotType_data();
    void saysWhatItCannotType();
    void waitsForHeldKeys();
    void stopsWhenTheFocusMoves();
    void stopsWhenTheWindowCloses();
    void neverIntoOurselves();
    void canBeStopped();

private:
    void aimAt(Field &field);
    Result typeAndWait(const QString &text);

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Typist> m_typist;
    std::unique_ptr<QWindow> m_own; ///< of this program, in front when it is asked where to type
    QByteArray m_mapBefore;
};

void TestTyping::init()
{
    run(QStringLiteral("setxkbmap us"));
    m_mapBefore = keyboardMap();
    m_folder = std::make_unique<QTemporaryDir>();
    m_typist = Typist::make();
    QVERIFY(m_typist);
    QCOMPARE(m_typist->obstacle(), Typist::Obstacle::None);
    m_own = std::make_unique<QWindow>();
    m_own->setTitle(QStringLiteral("Own"));
    m_own->resize(200, 100);
}

void TestTyping::cleanup()
{
    m_typist.reset();
    m_own.reset();
}

/// As when somebody was in that window and called ours.
void TestTyping::aimAt(Field &field)
{
    QTRY_VERIFY_WITH_TIMEOUT(!field.window().isEmpty(), Slow);
    run(QStringLiteral("xdotool windowactivate --sync ") + field.window());
    QTRY_VERIFY_WITH_TIMEOUT(field.isActive(), Slow);
    QTRY_COMPARE_WITH_TIMEOUT(m_typist->aim().title, field.title(), Slow); // somebody is there for longer than a moment
    m_own->show();
    m_own->requestActivate();
    QVERIFY(QTest::qWaitForWindowActive(m_own.get(), Slow));
    const Typist::Target target = m_typist->aim();
    QVERIFY(target.known);
    QCOMPARE(target.title, field.title());
    QVERIFY(!target.program.isEmpty());
}

Result TestTyping::typeAndWait(const QString &text)
{
    QSignalSpy finished(m_typist.get(), &Typist::finished);
    m_typist->type(SecretBuffer::copyOf(text.toStdString()));
    return finished.wait(Slow) ? finished.front().front().value<Result>() : Result::Failed;
}

void TestTyping::arrivesExactly_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("layout");
    for (const char *kind : {"qt", "gtk", "xterm"}) {
        for (const char *layout : {"us", "de"})
            QTest::addRow("%s, %s", kind, layout) << QString::fromLatin1(kind) << QString::fromLatin1(layout);
    }
}

void TestTyping::arrivesExactly()
{
    QFETCH(QString, kind);
    QFETCH(QString, layout);
    run(QStringLiteral("setxkbmap ") + layout);
    const QByteArray before = keyboardMap();
    Field field(*m_folder, kind, QStringLiteral("Field"));
    aimAt(field);
    const QString end =
        kind == QLatin1String("xterm") ? QStringLiteral("\n") : QString(); // a line is what it passes on
    QCOMPARE(typeAndWait(Sample + end), Result::Typed);
    QTRY_COMPARE_WITH_TIMEOUT(field.text(), Sample + end, Slow);
    QCOMPARE(keyboardMap(), before);
}

void TestTyping::inTheLayoutThatIsOn()
{
    run(QStringLiteral("setxkbmap -layout us,de -option grp:menu_toggle"));
    Field field(*m_folder, QStringLiteral("qt"), QStringLiteral("Field"));
    aimAt(field);
    run(QStringLiteral("xdotool key Menu")); // now it is the second
    QCOMPARE(typeAndWait(Sample), Result::Typed);
    QTRY_COMPARE_WITH_TIMEOUT(field.text(), Sample, Slow);
    run(QStringLiteral("setxkbmap -layout us -option"));
}

void TestTyping::withCapsLock()
{
    Field field(*m_folder, QStringLiteral("qt"), QStringLiteral("Field"));
    aimAt(field);
    run(QStringLiteral("xdotool key Caps_Lock"));
    const Result result = typeAndWait(Sample);
    run(QStringLiteral("xdotool key x")); // it is on again
    run(QStringLiteral("xdotool key Caps_Lock"));
    QCOMPARE(result, Result::Typed);
    QTRY_COMPARE_WITH_TIMEOUT(field.text(), Sample + QLatin1Char('X'), Slow);
}

void TestTyping::withMoreSymbolsThanFreeKeys()
{
    QString text;
    for (char16_t letter = u'Б'; letter <= u'я'; ++letter)
        text += QChar(letter);
    for (char16_t letter = u'α'; letter <= u'ω'; ++letter)
        text += QChar(letter);
    Field field(*m_folder, QStringLiteral("gtk"), QStringLiteral("Field"));
    aimAt(field);
    QCOMPARE(typeAndWait(text), Result::Typed);
    QTRY_COMPARE_WITH_TIMEOUT(field.text(), text, Slow);
    QCOMPARE(keyboardMap(), m_mapBefore);
}

void TestTyping::tabAndEnterAreKeys()
{
    Field field(*m_folder, QStringLiteral("xterm"), QStringLiteral("Field"));
    aimAt(field);
    QCOMPARE(typeAndWait(QStringLiteral("user\tword\n")), Result::Typed);
    QTRY_COMPARE_WITH_TIMEOUT(field.text(), QStringLiteral("user\tword\n"), Slow);
}

void TestTyping::saysWhatItCannotType_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("escape") << QByteArray("ab\x1b[A");
    QTest::newRow("delete") << QByteArray("ab\x7f");
    QTest::newRow("carriage return") << QByteArray("ab\r");
    QTest::newRow("C1") << QByteArray("ab\xc2\x9b");
    QTest::newRow("not UTF-8") << QByteArray("ab\xff");
    QTest::newRow("zero") << QByteArray("ab\0c", 4);
}

void TestTyping::saysWhatItCannotType()
{
    QFETCH(QByteArray, text);
    QSignalSpy finished(m_typist.get(), &Typist::finished);
    m_typist->type(SecretBuffer::copyOf({text.constData(), static_cast<std::size_t>(text.size())}));
    QVERIFY(finished.wait(Slow));
    QCOMPARE(finished.front().front().value<Result>(), Result::NoKey);
}

void TestTyping::waitsForHeldKeys()
{
    Field field(*m_folder, QStringLiteral("qt"), QStringLiteral("Field"));
    aimAt(field);
    run(QStringLiteral("xdotool keydown Control_L"));
    QSignalSpy finished(m_typist.get(), &Typist::finished);
    m_typist->type(SecretBuffer::copyOf("word"));
    QTRY_VERIFY_WITH_TIMEOUT(field.isActive(), Slow);
    QCOMPARE(field.text(), QString());
    run(QStringLiteral("xdotool keyup Control_L"));
    QVERIFY(finished.wait(Slow));
    QCOMPARE(finished.front().front().value<Result>(), Result::Typed);
    QTRY_COMPARE_WITH_TIMEOUT(field.text(), QStringLiteral("word"), Slow);
    run(QStringLiteral("xdotool keydown Control_L"));
    QCOMPARE(typeAndWait(QStringLiteral("never")), Result::KeyHeld);
    run(QStringLiteral("xdotool keyup Control_L"));
    QCOMPARE(field.text(), QStringLiteral("word"));
}

void TestTyping::stopsWhenTheFocusMoves()
{
    Field other(*m_folder, QStringLiteral("qt"), QStringLiteral("Other"));
    QTRY_VERIFY_WITH_TIMEOUT(other.isActive(), Slow); // else it takes the keyboard while another is aimed at
    Field field(*m_folder, QStringLiteral("qt"), QStringLiteral("Field"));
    aimAt(field);
    QSignalSpy finished(m_typist.get(), &Typist::finished);
    const std::string text(3000, 'x');
    m_typist->type(SecretBuffer::copyOf(text));
    QTRY_VERIFY_WITH_TIMEOUT(field.text().size() > 5, Slow);
    run(QStringLiteral("xdotool windowactivate --sync ") + other.window());
    QVERIFY(finished.wait(Slow));
    QCOMPARE(finished.front().front().value<Result>(), Result::FocusLeft);
    run(QStringLiteral("xdotool key y")); // comes after whatever was typed before
    QTRY_COMPARE_WITH_TIMEOUT(other.text(), QStringLiteral("y"), Slow);
    QVERIFY(field.text().size() < static_cast<qsizetype>(text.size()));
    QCOMPARE(field.text(), QString(field.text().size(), QLatin1Char('x')));
}

void TestTyping::stopsWhenTheWindowCloses()
{
    Field other(*m_folder, QStringLiteral("qt"), QStringLiteral("Other"));
    QTRY_VERIFY_WITH_TIMEOUT(other.isActive(), Slow); // else it takes the keyboard while another is aimed at
    Field field(*m_folder, QStringLiteral("qt"), QStringLiteral("Field"));
    aimAt(field);
    m_own->hide(); // the window manager gives the keyboard to the other one
    QSignalSpy finished(m_typist.get(), &Typist::finished);
    m_typist->type(SecretBuffer::copyOf(std::string(3000, 'x')));
    QTRY_VERIFY_WITH_TIMEOUT(field.text().size() > 5, Slow);
    field.end();
    QVERIFY(finished.wait(Slow));
    QCOMPARE(finished.front().front().value<Result>(), Result::FocusLeft);
    QTRY_VERIFY_WITH_TIMEOUT(other.isActive(), Slow);
    run(QStringLiteral("xdotool key y"));
    QTRY_COMPARE_WITH_TIMEOUT(other.text(), QStringLiteral("y"), Slow);
    QVERIFY(!m_typist->aim().known || m_typist->aim().title == QLatin1String("Other"));
}

void TestTyping::neverIntoOurselves()
{
    m_own->show();
    m_own->requestActivate();
    QVERIFY(QTest::qWaitForWindowActive(m_own.get(), Slow));
    QVERIFY(!m_typist->aim().known);
    QCOMPARE(typeAndWait(QStringLiteral("word")), Result::NotInFront);
}

void TestTyping::canBeStopped()
{
    Field field(*m_folder, QStringLiteral("qt"), QStringLiteral("Field"));
    aimAt(field);
    QSignalSpy finished(m_typist.get(), &Typist::finished);
    m_typist->type(SecretBuffer::copyOf(std::string(3000, 'x')));
    QTRY_VERIFY_WITH_TIMEOUT(field.text().size() > 5, Slow);
    m_typist->stop();
    run(QStringLiteral("xdotool key y"));
    QTRY_VERIFY_WITH_TIMEOUT(field.text().endsWith(QLatin1Char('y')), Slow);
    QVERIFY(field.text().size() < 3000);
    QVERIFY(finished.isEmpty());
}

namespace {

/// The other program: a field that writes down what is in it.
int runField(int argc, char *argv[])
{
    QApplication application(argc, argv);
    QLineEdit field;
    field.setWindowTitle(application.arguments().value(2));
    field.setMaxLength(10'000);
    const QString file = application.arguments().value(3);
    QObject::connect(&field, &QLineEdit::textChanged, &field, [file](const QString &text) {
        QSaveFile kept(file);
        if (kept.open(QIODevice::WriteOnly)) {
            kept.write(text.toUtf8());
            kept.commit();
        }
    });
    field.show();
    return QApplication::exec();
}

} // namespace

int main(int argc, char *argv[])
{
    if (argc > 3 && qstrcmp(argv[1], "--field") == 0)
        return runField(argc, argv);
    QApplication application(argc, argv);
    TestTyping test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_typing.moc"
