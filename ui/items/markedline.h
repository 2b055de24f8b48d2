// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QFont>
#include <QList>
#include <QQuickPaintedItem>
#include <QTextLayout>
#include <QtQml/qqmlregistration.h>

namespace coffret {

/// A line of plain text in which some places stand out: bold, underlined, in a colour. Names come from other people and
/// are never markup. What has no room ends in an ellipsis. One item, however many places: a list has dozens of these,
/// and all of them change with every key of a search.
class MarkedLine : public QQuickPaintedItem
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QString text READ text WRITE setText NOTIFY textChanged)
    /// A start and a length for each, in order, in UTF-16 code units.
    Q_PROPERTY(QList<int> marks READ marks WRITE setMarks NOTIFY marksChanged)
    Q_PROPERTY(QFont font READ font WRITE setFont NOTIFY fontChanged)
    Q_PROPERTY(QColor color READ color WRITE setColor NOTIFY appearanceChanged)
    Q_PROPERTY(QColor markColor READ markColor WRITE setMarkColor NOTIFY appearanceChanged)
    /// Stands at the right edge, where everything else begins there. Words follow each other as they are read anyway.
    Q_PROPERTY(bool alignRight READ isAlignedRight WRITE setAlignRight NOTIFY appearanceChanged)
    // As those of Text.
    Q_PROPERTY(qreal contentWidth READ contentWidth NOTIFY fitted)
    Q_PROPERTY(qreal contentHeight READ contentHeight NOTIFY fitted)
    Q_PROPERTY(bool truncated READ isTruncated NOTIFY fitted)
public:
    explicit MarkedLine(QQuickItem *parent = nullptr);

    [[nodiscard]] QString text() const { return m_text; }
    void setText(const QString &text) { set(m_text, text, &MarkedLine::textChanged); }
    [[nodiscard]] QList<int> marks() const { return m_marks; }
    void setMarks(const QList<int> &marks) { set(m_marks, marks, &MarkedLine::marksChanged); }
    [[nodiscard]] QFont font() const { return m_font; }
    void setFont(const QFont &font) { set(m_font, font, &MarkedLine::fontChanged); }
    [[nodiscard]] QColor color() const { return m_color; }
    void setColor(const QColor &color) { set(m_color, color, &MarkedLine::appearanceChanged); }
    [[nodiscard]] QColor markColor() const { return m_markColor; }
    void setMarkColor(const QColor &color) { set(m_markColor, color, &MarkedLine::appearanceChanged); }
    [[nodiscard]] bool isAlignedRight() const { return m_alignRight; }
    void setAlignRight(bool alignRight) { set(m_alignRight, alignRight, &MarkedLine::appearanceChanged); }
    [[nodiscard]] qreal contentWidth() const { return m_content.width(); }
    [[nodiscard]] qreal contentHeight() const { return m_content.height(); }
    [[nodiscard]] bool isTruncated() const { return m_truncated; }
    [[nodiscard]] QString drawnText() const { return m_layout.text(); }

    void paint(QPainter *painter) override;

Q_SIGNALS:
    void textChanged();
    void marksChanged();
    void fontChanged();
    void appearanceChanged();
    void fitted();

protected:
    void componentComplete() override;
    void geometryChange(const QRectF &newGeometry, const QRectF &oldGeometry) override;

private:
    template <typename T>
    void set(T &member, const T &value, void (MarkedLine::*changed)());
    void relayout();
    void fit();
    void cut();
    void lay(const QString &line, qsizetype marked);
    [[nodiscard]] QList<QTextLayout::FormatRange> formats(qsizetype end) const;

    QString m_text;
    QList<int> m_marks;
    QFont m_font;
    QColor m_color;
    QColor m_markColor;
    bool m_alignRight = false;
    bool m_truncated = false;
    QString m_line;       ///< all of it
    qreal m_wanted = 0;   ///< width of that
    QTextLayout m_layout; ///< of what is drawn
    QSizeF m_content;     ///< of what is drawn
};

template <typename T>
void MarkedLine::set(T &member, const T &value, void (MarkedLine::*changed)())
{
    if (member == value)
        return;
    member = value;
    relayout();
    Q_EMIT(this->*changed)();
}

} // namespace coffret
